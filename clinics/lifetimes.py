"""How long staff stay signed in: 15 idle minutes, 12 hours in all. The server counts, nobody else.

What asks by itself (a page that polls) is marked with `background` here, on the server; no header
or field of a request can make itself count as somebody at work, or as nobody.
"""

import datetime
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

IDLE = datetime.timedelta(minutes=15)
IN_ALL = datetime.timedelta(hours=12)
NOTED_EVERY = datetime.timedelta(minutes=1)  # not every click is worth a write
SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"


def begin(session: SessionBase) -> None:
    """At a sign-in."""
    session[SIGNED_IN_AT] = session[SEEN_AT] = timezone.now().timestamp()


def has_ended(session: SessionBase) -> bool:
    """A session that does not say when it began has ended."""
    now = timezone.now().timestamp()
    idle = now - session.get(SEEN_AT, 0)
    in_all = now - session.get(SIGNED_IN_AT, 0)
    return idle >= IDLE.total_seconds() or in_all >= IN_ALL.total_seconds()


def note_seen(session: SessionBase) -> None:
    now = timezone.now().timestamp()
    if now - session[SEEN_AT] >= NOTED_EVERY.total_seconds():
        session[SEEN_AT] = now


def background(view: Any) -> Any:
    """Marks a view that a page asks by itself: it keeps nobody signed in."""
    view.is_background = True
    return view


class LifetimeMiddleware:
    """Between the sessions and whoever reads them: a session that has ended is not there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_staff_session(request) and has_ended(request.session):
            request.session.flush()
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if is_staff_session(request) and not getattr(view, "is_background", False):
            note_seen(request.session)


def is_staff_session(request: HttpRequest) -> bool:
    """Patients bring no such cookie, and cost no query here."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session
