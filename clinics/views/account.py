"""Signing in and out."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from clinics import sessions
from clinics.access import home_of
from clinics.views.answering import FormPage


class SignIn(FormPage, LoginView):
    template_name = "account/sign_in.html"

    def get_success_url(self) -> str:
        """Empty: where the role's work begins, which is not known before."""
        return asked_for(self.request)

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        return super().get_context_data(next=asked_for(self.request), **given)


sign_in = SignIn.as_view()


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Also halfway, between the password and the second step."""
    sessions.sign_out(request=request)
    response = redirect("sign-in")
    # What the browser kept of patients' pages goes too.
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def asked_for(request: HttpRequest) -> str:
    """The page somebody wanted before they had to sign in or choose, if it is one of ours."""
    address = request.POST.get("next") or request.GET.get("next", "")
    return address if get_adapter().is_safe_url(address) else ""


def next_page(request: HttpRequest) -> str:
    return asked_for(request) or home_of(request)
