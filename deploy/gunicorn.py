"""How the application server runs: `python -m gunicorn --config deploy/gunicorn.py screening.wsgi`.

In production nginx stands before it, on a Unix socket (`--bind`) or on loopback.
"""

import ipaddress
import os

from django.conf import settings
from gunicorn.arbiter import Arbiter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "screening.settings")

bind = f"127.0.0.1:{settings.PORT}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
# The start-up refusals run once, in the parent, and question sets compiled there are shared.
preload_app = True
# A patient holds a request for seconds at most; a worker that hangs is replaced.
timeout = 30
graceful_timeout = 20
# nginx writes the access log, without link tokens.
accesslog = None
control_socket_disable = True


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
