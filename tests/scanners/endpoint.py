"""Where a server that opens whatever address it is given would come to: wapiti asks who did."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

# Which scan, which request of it, and which field, in hexadecimal digits.
CAME = re.compile(r"/ssrf/(\w+)/(\d+)/([0-9a-f]+)/")


class Endpoint(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.came: dict[str, dict[str, dict[str, list[dict[str, str]]]]] = {}

    def keep(self, method: str, path: str, ip: str, date: str) -> None:
        if match := CAME.search(path):
            scan, number, field = match.groups()
            fields = self.came.setdefault(scan, {}).setdefault(number, {})
            visit = {"url": path, "date": date, "ip": ip, "method": method}
            fields.setdefault(field, []).append(visit)


class Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        if asked.path.endswith("/get_ssrf.php"):
            (scan,) = parse_qs(asked.query).get("session_id", [""])
            self.answer(json.dumps(self.server.came.get(scan, {})))
            return
        self.server.keep(self.command, self.path, self.client_address[0], self.date_time_string())
        self.answer("Here.")

    do_POST = do_GET  # noqa: N815 - the name is its own

    def answer(self, text: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json" if text[0] in "{[" else "text/plain")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is its own
        pass


@contextmanager
def endpoint() -> Iterator[str]:
    """Its address, while it listens."""
    server = Endpoint()
    worker = threading.Thread(target=server.serve_forever)
    worker.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        worker.join()
        server.server_close()
