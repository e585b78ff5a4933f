"""One line for each request: the route's name, never its address, which may hold a link's token."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import empty
from whitenoise.middleware import WhiteNoiseFileResponse

from screening.logs.context import bind, binding

View = Callable[[HttpRequest], HttpResponseBase]

logger = logging.getLogger(__name__)

GIVEN = re.compile(r"[0-9a-f]{32}")
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


def logged(get_response: View) -> View:
    def respond(request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        request_id = id_of(request)
        with binding(request_id=request_id):
            response = get_response(request)
            if logger.isEnabledFor(logging.INFO):
                bind(**who(request))
                logger.info("Request", extra=what(request, response, started))
        response.headers["X-Request-ID"] = request_id
        return response

    return respond


def id_of(request: HttpRequest) -> str:
    """The proxy's, so that its log and this one can be read side by side, or a new one."""
    given = request.headers.get("X-Request-ID", "")
    return given if GIVEN.fullmatch(given) else uuid.uuid4().hex


def what(request: HttpRequest, response: HttpResponseBase, started: float) -> dict[str, Any]:
    match = request.resolver_match
    is_static = isinstance(response, WhiteNoiseFileResponse)
    return {
        "method": request.method if request.method in METHODS else "other",
        "route": match.view_name if match else "static" if is_static else "none",
        "status": response.status_code,
        "duration_ms": round((time.perf_counter() - started) * 1000, 1),
    }


def who(request: HttpRequest) -> dict[str, int]:
    """What the request has read of itself: nobody is looked up for a log line."""
    known = {}
    user = getattr(request, "_cached_user", None)
    if user is not None and user.pk:
        known["user_id"] = user.pk
    clinic: Any = getattr(getattr(request, "clinic", None), "_wrapped", empty)
    if clinic not in (empty, None):
        known["clinic_id"] = clinic.pk
    return known
