"""Showing once more who one is, before something that matters."""

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.webauthn.internal.auth import begin_authentication
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView

from clinics.forms.codes import ConfirmByCodeForm
from clinics.forms.passkeys import ConfirmByPasskeyForm
from clinics.forms.passwords import ConfirmByPasswordForm
from clinics.views.account import asked_for
from clinics.views.answering import FormPage, ScriptedPage
from clinics.views.pages import form_methods


class Confirming(FormPage):
    request: Any

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        return super().get_context_data(next=asked_for(self.request), **given)  # type: ignore[misc]


class ConfirmByPassword(Confirming, ReauthenticateView):
    template_name = "account/confirm.html"
    form_class = ConfirmByPasswordForm


class ConfirmByCode(Confirming, ReauthenticateByCodeView):
    template_name = "account/confirm.html"
    form_class = ConfirmByCodeForm


class ConfirmByPasskey(ScriptedPage, Confirming, ReauthenticateWebAuthnView):
    template_name = "account/confirm_passkey.html"
    form_class = ConfirmByPasskeyForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request}

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        page = super(ReauthenticateWebAuthnView, self).get_context_data(
            next=asked_for(self.request), **given
        )
        return page | {"options": begin_authentication(self.request.user)}


by_password = form_methods(ConfirmByPassword.as_view())
by_code = form_methods(ConfirmByCode.as_view())
by_passkey = form_methods(ConfirmByPasskey.as_view())
