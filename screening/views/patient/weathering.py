"""When the database does not answer: what a patient sent stays on the page, to be sent again."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from clinics.models import Clinic

logger = logging.getLogger(__name__)

RETRY_AFTER = 20  # seconds
MOST_KEPT = 4096

_clinics: dict[str, Clinic] = {}
"""Whose numbers to show to whom while nothing can be looked up, by the cookie of the session."""


def remember(request: HttpRequest, clinic: Clinic) -> None:
    """A clinic that changed its numbers is remembered anew with the next page."""
    if len(_clinics) >= MOST_KEPT:
        _clinics.clear()
    _clinics[session_of(request)] = clinic


def weathering(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A writer that waited for too long, or a database that is being restarted: neither is for
    ever, and neither may cost a patient what they wrote."""

    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, **kwargs)
        except (OperationalError, InterfaceError):
            logger.exception("A patient's page found no database")
            return to_send_again(request)

    return answer


def to_send_again(request: HttpRequest) -> HttpResponse:
    language = translation.get_language_from_request(request)
    with translation.override(language):
        context = {
            "clinic": _clinics.get(session_of(request)),
            "address": request.get_full_path(),
            "fields": fields_of(request),
        }
        response = render(request, "intake/send_again.html", context, status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def fields_of(request: HttpRequest) -> list[tuple[str, str]]:
    """All that was sent, but for the token of the form that it was sent with."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]


def session_of(request: HttpRequest) -> str:
    return request.COOKIES.get(settings.INTAKE_COOKIE_NAME, "")
