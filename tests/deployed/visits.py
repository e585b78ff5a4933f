"""A person's browser without the page: cookies, forms and their tokens, over real TLS."""

import http.client
import re
import ssl
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from typing import NamedTuple

HIDDEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Answer(NamedTuple):
    status: int
    url: str
    headers: http.client.HTTPMessage
    text: str

    @property
    def content(self) -> bytes:
        return self.text.encode()


class Visitor:
    """Follows redirects, keeps cookies. Trusts the stack's own authority and nobody else."""

    def __init__(self, url: str, authority: Path) -> None:
        self.url = url
        self.jar = CookieJar()
        trust = ssl.create_default_context(cafile=authority)
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPSHandler(context=trust),
            urllib.request.HTTPCookieProcessor(self.jar),
        )

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask(urllib.request.Request(self.absolute(path), headers=headers))  # noqa: S310

    def post(self, path: str, **fields: str) -> Answer:
        """Sends the form of the page at this address, with the page's own token."""
        return self.send(self.get(path), **fields)

    def send(self, page: Answer, **fields: str) -> Answer:
        """Sends the form of a page that is open already."""
        token = HIDDEN.search(page.text)
        assert token, f"No form at {page.url}."
        fields["csrfmiddlewaretoken"] = token[1]
        body = urllib.parse.urlencode(fields).encode()
        return self.ask(urllib.request.Request(page.url, body, {"Referer": page.url}))  # noqa: S310

    def absolute(self, path: str) -> str:
        return urllib.parse.urljoin(self.url, path)

    def ask(self, request: urllib.request.Request) -> Answer:
        try:
            answer = self.opener.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            text = answer.read().decode(errors="replace")
        return Answer(answer.status, answer.url, answer.headers, text)

    @property
    def cookies(self) -> dict[str, str]:
        return {cookie.name: cookie.value or "" for cookie in self.jar}
