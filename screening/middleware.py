"""What stands around every page. Plain functions: each request pays for these."""

from collections.abc import Callable

from csp.utils import build_policy
from django.http import HttpRequest, HttpResponseForbidden
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseFileResponse

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
    """The policy is built once for all pages, so no page can loosen it for itself."""
    headers = {
        "Content-Security-Policy": build_policy(),
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in DENIED_FEATURES),
        "X-Robots-Tag": "noindex, nofollow",
    }

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in headers.items():
            response.headers[name] = value
        if not isinstance(response, WhiteNoiseFileResponse):
            response.headers["Cache-Control"] = "no-store"
        return response

    return respond


def loopback_only(get_response: View) -> View:
    """In try-out mode, whatever address a server was told to listen on."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        if request.META.get("REMOTE_ADDR", "") in LOOPBACK:
            return get_response(request)
        return HttpResponseForbidden("The try-out mode answers this machine only.")

    return respond
