"""How the application server runs: `python -m gunicorn --config deploy/gunicorn.py screening.wsgi`.

In production nginx stands before it, on a Unix socket (`--bind`) or on loopback.
"""

import ipaddress
import os
import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from gunicorn.arbiter import Arbiter
from gunicorn.config import Config
from gunicorn.glogging import Logger

from screening.logs import JsonFormatter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "screening.settings")

ADDRESS = re.compile(r"(?:\(')?(?:https?://)?[\w.:\[\]]+?(?:', |:)(\d{1,5})\)?")

bind = f"127.0.0.1:{settings.PORT}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
# The start-up refusals run once, in the parent, and question sets compiled there are shared.
preload_app = True
# A patient holds a request for seconds at most; a worker that hangs is replaced.
timeout = 30
graceful_timeout = 20
# The application writes a line for each request, with what it was about.
accesslog = None
control_socket_disable = True


def as_from_its_caller(level: str) -> Callable[..., None]:
    """Where a line comes from tells whether its words stand in the program: not in the Logger."""

    def write(self: Logger, msg: str, *args: object, **kwargs: Any) -> None:
        kwargs.setdefault("extra", port_in(args))
        getattr(self.error_log, level)(msg, *args, stacklevel=2, **kwargs)

    return write


def port_in(args: tuple[object, ...]) -> dict[str, int]:
    """Of an address that a line is about: "Connection in use" is of no help without it."""
    found = (ADDRESS.fullmatch(str(each)) for each in args)
    return next(({"port": int(each[1])} for each in found if each), {})


class DiscreetLogger(Logger):
    """In the shape of the application's own log: no address, no referrer, no words of an error."""

    critical = as_from_its_caller("critical")
    error = as_from_its_caller("error")
    warning = as_from_its_caller("warning")
    info = as_from_its_caller("info")
    debug = as_from_its_caller("debug")
    exception = as_from_its_caller("exception")

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                handler.setFormatter(JsonFormatter())

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> None:
        """For who turns `accesslog` on: a request that never reached the application shows too."""
        facts = {
            "status": int(str(resp.status).split(maxsplit=1)[0]),
            "duration_ms": round(request_time.total_seconds() * 1000, 1),
        }
        if self.access_log_enabled:
            self.access_log.info("Answered", extra=facts)


logger_class = DiscreetLogger


def is_loopback(address: object) -> bool:
    """Addresses are (host, port) pairs, or the path of a Unix socket as text."""
    if not isinstance(address, tuple):
        return True
    try:
        return ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        return address[0] == "localhost"


def on_starting(server: Arbiter) -> None:
    if settings.TRYOUT and not all(is_loopback(address) for address in server.address):
        raise SystemExit("Refusing to start: the try-out mode listens on loopback only.")
