"""What the browser complains about while a page is open: all of it fails the test."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

GONE_ON = "net::ERR_ABORTED"
"""The browser left before it had everything."""
LOUD = {"error", "warning", "assert"}
SAID_BY_STATUS = "Failed to load resource: the server responded with a status of "


class Watch:
    """Breaches of the policy, errors of scripts, requests that fail, and requests elsewhere."""

    def __init__(self, context: BrowserContext, home: str, foreseen: int | None = None) -> None:
        """`foreseen` is a status of 500 or more that a page of this test is meant to have."""
        self.home, self.foreseen = home, foreseen
        self.complaints: list[str] = []
        context.on("console", self.hear)
        context.on("weberror", self.note_error)
        context.on("request", self.follow)
        context.on("requestfailed", self.note_failure)
        context.on("response", self.judge)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in LOUD and not message.text.startswith(SAID_BY_STATUS):
            self.complaints.append(f"{message.type}: {message.text}")

    def note_error(self, error: WebError) -> None:
        self.complaints.append(f"script: {error.error}")

    def follow(self, request: Request) -> None:
        if not request.url.startswith((self.home, "blob:", "data:")):
            self.complaints.append(f"went elsewhere: {request.url}")

    def note_failure(self, request: Request) -> None:
        if request.failure != GONE_ON:
            self.complaints.append(f"failed: {request.url} {request.failure}")

    def judge(self, response: Response) -> None:
        """A page may say that something is wrong; what a page is made of may not."""
        is_page = response.request.resource_type == "document"
        if is_page and response.status == self.foreseen:
            return
        if response.status >= (500 if is_page else 400):
            self.complaints.append(f"{response.status}: {response.url}")
