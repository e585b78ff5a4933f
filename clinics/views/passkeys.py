"""Passkeys: signing in with one, adding one, taking one away."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.mixins import NextRedirectMixin
from allauth.account.models import Login
from allauth.mfa.webauthn.internal.auth import begin_authentication, begin_registration
from allauth.mfa.webauthn.internal.flows import add_authenticator, perform_passwordless_login
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    LoginWebAuthnView,
    RemoveWebAuthnView,
)
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy

from clinics import audit
from clinics.factors import can_remove
from clinics.forms.passkeys import AddPasskeyForm, SignInPasskeyForm
from clinics.views.account import asked_for
from clinics.views.answering import FormPage, ScriptedPage
from clinics.views.pages import form_methods


class SignInWithPasskey(ScriptedPage, FormPage, NextRedirectMixin, LoginWebAuthnView):
    template_name = "account/sign_in_passkey.html"
    form_class = SignInPasskeyForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_success_url(self) -> str:
        return asked_for(self.request)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request}

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        page = {"next": asked_for(self.request), "options": begin_authentication(user=None)}
        return super().get_context_data(**given) | page

    def form_valid(self, form: SignInPasskeyForm) -> HttpResponse:
        authenticator = form.cleaned_data["credential"]
        login = Login(user=authenticator.user, redirect_url=asked_for(self.request))
        return perform_passwordless_login(self.request, authenticator, login)


class AddPasskey(ScriptedPage, FormPage, AddWebAuthnView):
    template_name = "account/passkey_add.html"
    form_class = AddPasskeyForm

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """One that lives on its device and asks for a finger or a PIN: two factors in one."""
        page = super(AddWebAuthnView, self).get_context_data(**given)
        return page | {"options": begin_registration(self.request.user, passwordless=True)}

    @transaction.atomic
    def form_valid(self, form: AddPasskeyForm) -> HttpResponse:
        user, given = self.request.user, form.cleaned_data
        passkey, codes = add_authenticator(
            self.request, name=given["name"], credential=given["credential"]
        )
        record_authentication(self.request, user, "mfa", id=passkey.pk, type=passkey.type)
        audit.record(clinic=None, action="account.passkey_added", actor=user, obj=user)
        return redirect("mfa_view_recovery_codes" if codes else "account")


class RemovePasskey(RemoveWebAuthnView):
    template_name = "account/factor_remove.html"
    success_url = reverse_lazy("account")
    http_method_names = ["get", "head", "post"]

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        may = can_remove(self.object)
        return super().get_context_data(what=str(self.object), can_remove=may, **given)

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        if not can_remove(self.object):
            return redirect(self.request.path)
        user = self.request.user
        audit.record(clinic=None, action="account.passkey_removed", actor=user, obj=user)
        return super().form_valid(form)


sign_in = SignInWithPasskey.as_view()
add = form_methods(AddPasskey.as_view())
remove = form_methods(RemovePasskey.as_view())
