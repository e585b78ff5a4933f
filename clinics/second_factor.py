"""Stands before every page that needs a sign-in: nobody sees data on a password alone."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from clinics.standing import Lack, lack_of

PAGES = {
    Lack.FACTOR: "second-factor",
    Lack.PASSKEY: "second-factor",
    Lack.PROOF: "mfa_reauthenticate",
    Lack.PASSKEY_PROOF: "mfa_reauthenticate_webauthn",
}


class SecondFactorMiddleware:
    """A view that was not marked as reachable without is not: forgetting fails closed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return None
        lack = lack_of(request)
        if lack is None or lack in getattr(view, "reachable_with", ()):
            return None
        address = reverse(PAGES[lack])
        if request.method == "GET":
            address += "?" + urlencode({"next": request.get_full_path()})
        return redirect(address)
