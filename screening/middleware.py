"""What stands around every page. Plain functions: each request pays for these."""

import logging
from collections.abc import Callable

from csp.constants import SELF
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.shortcuts import render
from whitenoise.middleware import WhiteNoiseFileResponse

from clinics.encryption import EncryptionError, Erased

logger = logging.getLogger(__name__)

View = Callable[[HttpRequest], HttpResponseBase]

LOOPBACK = frozenset({"127.0.0.1", "::1", ""})  # empty: a Unix socket
DENIED_FEATURES = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)


def protective_headers(get_response: View) -> View:
    """The two policies are built once for all pages, so no page can loosen its own: it can only
    be one of the few that ask for a passkey, which no browser does without a script."""
    strict, scripted = build_policy(), build_policy(update={"script-src": [SELF]})
    headers = {
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in DENIED_FEATURES),
        "X-Robots-Tag": "noindex, nofollow",
    }

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in headers.items():
            response.headers[name] = value
        may_run_scripts = getattr(response, "may_run_scripts", False)
        response.headers["Content-Security-Policy"] = scripted if may_run_scripts else strict
        if not isinstance(response, WhiteNoiseFileResponse):
            response.headers["Cache-Control"] = "no-store"
        return response

    return respond


def unreadable_pages(get_response: View) -> View:
    """What cannot be decrypted ends in a page that says so, where no view said it better."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    respond.process_exception = say_unreadable  # type: ignore[attr-defined]
    return respond


def say_unreadable(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    if isinstance(exception, Erased):
        return render(request, "erased.html", status=410)
    if isinstance(exception, EncryptionError):
        logger.error("A page could not be decrypted", exc_info=exception)
        return render(request, "unreadable.html", status=503)
    return None


def loopback_only(get_response: View) -> View:
    """In try-out mode, whatever address a server was told to listen on."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        if request.META.get("REMOTE_ADDR", "") in LOOPBACK:
            return get_response(request)
        return HttpResponseForbidden("The try-out mode answers this machine only.")

    return respond
