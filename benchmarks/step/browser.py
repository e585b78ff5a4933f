"""A browser without a network: WSGI requests in this process, with cookies and CSRF."""

import io
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any, Protocol
from urllib.parse import urlencode

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from benchmarks.measuring import cpu_seconds

FORM = "application/x-www-form-urlencoded"
Fields = Mapping[str, str | Sequence[str]]


class Body(Protocol):
    def __iter__(self) -> Any: ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes
    seconds: float

    def header(self, wanted: str) -> list[str]:
        return [value for name, value in self.headers if name == wanted]

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        (address,) = self.header("Location")
        return address


class Unexpected(Exception):
    """A page answered otherwise than a journey has it."""


class Browser:
    """The CPU seconds of a request end when the application has let go of it."""

    application = staticmethod(get_wsgi_application())

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}

    def get(self, address: str) -> Answer:
        return self._expect(200, "GET", address, b"")

    def post(self, address: str, fields: Fields) -> Answer:
        """Answered with a redirect, or Unexpected."""
        token = {"csrfmiddlewaretoken": self.cookies.get(settings.CSRF_COOKIE_NAME, "")}
        body = urlencode({**token, **fields}, doseq=True).encode()
        return self._expect(303, "POST", address, body)

    def _expect(self, status: int, method: str, address: str, body: bytes) -> Answer:
        answer = self.request(method, address, body)
        if answer.status // 100 != status // 100:
            text = answer.body.decode()[:2000]
            raise Unexpected(f"{method} {address}: {answer.status} {answer.headers} {text}")
        for cookie in answer.header("Set-Cookie"):
            for name, morsel in SimpleCookie(cookie).items():
                self.cookies[name] = morsel.value
        return answer

    def request(self, method: str, address: str, body: bytes) -> Answer:
        said: dict[str, Any] = {}
        environ = self._environ(method, address, body)

        def start(status: str, headers: Iterable[tuple[str, str]]) -> None:
            said.update(status=int(status[:3]), headers=list(headers))

        def respond() -> None:
            response: Body = self.application(environ, start)
            said["body"] = b"".join(response)
            response.close()

        seconds = cpu_seconds(respond)
        return Answer(seconds=seconds, **said)

    @property
    def cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _environ(self, method: str, address: str, body: bytes) -> dict[str, Any]:
        return {
            "REQUEST_METHOD": method,
            "PATH_INFO": address,
            "QUERY_STRING": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            "HTTP_COOKIE": self.cookie_header,
            "CONTENT_TYPE": FORM,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
