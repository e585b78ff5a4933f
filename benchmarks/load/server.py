"""gunicorn with the project's own configuration, on a free port of loopback."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.step.browser import FORM, Answer, Browser

SECONDS_TO_START = 60


class HttpBrowser(Browser):
    """The same browser over a connection that is kept open; `seconds` are those of the clock."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def request(self, method: str, address: str, body: bytes) -> Answer:
        headers = {"Cookie": self.cookie_header, "Content-Type": FORM}
        start = time.perf_counter()
        self._connection.request(method, address, body, headers)
        response = self._connection.getresponse()
        text = response.read()
        seconds = time.perf_counter() - start
        return Answer(response.status, response.getheaders(), text, seconds)


@contextmanager
def serving() -> Iterator[int]:
    """The port of a server that answers."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.py"]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "warning"]
    server = subprocess.Popen([*command, "benchmarks.load.serving"], env=os.environ)  # noqa: S603
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing answered on port {port}")
