"""One's own account: its second factors, codes from an app, recovery codes, the second step."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.internal.flows import activate_totp
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from clinics import audit
from clinics.factors import can_remove
from clinics.forms.codes import PENDING, SecondStepForm, SetUpCodesForm
from clinics.forms.passkeys import SecondStepPasskeyForm
from clinics.standing import Lack, lack_of
from clinics.views.account import asked_for
from clinics.views.answering import FormPage, ScriptedPage, status_of
from clinics.views.pages import form_methods


class Account(IndexView):
    template_name = "account/account.html"
    http_method_names = ["get", "head"]


class SecondStep(ScriptedPage, AuthenticateView):
    """Of a sign-in, after the password."""

    template_name = "account/second_step.html"
    form_class = SecondStepForm
    http_method_names = ["get", "head", "post"]

    def get_webauthn_form_class(self) -> Any:
        return self.passkey_form

    def passkey_form(self, **given: Any) -> SecondStepPasskeyForm:
        return SecondStepPasskeyForm(request=self.request, **given)

    def form_invalid(self, form: Any) -> HttpResponse:
        page = self.get_context_data() | {"form": form}
        return self.render_to_response(page, status=status_of(form))

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        user = self.stage.login.user
        kinds = set(user.authenticator_set.values_list("type", flat=True))
        page = {"form": self.auth_form, "code_form": self.auth_form, "kinds": kinds}
        return page | {"options": begin_authentication(user), "passkey_form": self.webauthn_form}


class SetUpCodes(FormPage, ActivateTOTPView):
    template_name = "account/codes_set_up.html"
    form_class = SetUpCodesForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request}

    @transaction.atomic
    def form_valid(self, form: SetUpCodesForm) -> HttpResponse:
        user = self.request.user
        app, codes = activate_totp(self.request, form)
        del self.request.session[PENDING]
        record_authentication(self.request, user, "mfa", id=app.pk, type=app.type)
        audit.record(clinic=None, action="account.codes_set_up", actor=user, obj=user)
        return redirect("mfa_view_recovery_codes" if codes else "account")


class RemoveCodes(FormPage, DeactivateTOTPView):
    template_name = "account/factor_remove.html"
    success_url = reverse_lazy("account")

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        may = can_remove(self.authenticator)
        return super().get_context_data(what="codes from an app", can_remove=may, **given)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Without the empty post that allauth puts in: a page that is opened is not a wrong one."""
        given = super().get_form_kwargs()
        return given if self.request.method == "POST" else given | {"data": None}

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        user = self.request.user
        audit.record(clinic=None, action="account.codes_removed", actor=user, obj=user)
        return super().form_valid(form)


class RecoveryCodes(ViewRecoveryCodesView):
    template_name = "account/recovery_codes.html"
    http_method_names = ["get", "head"]


class NewRecoveryCodes(FormPage, GenerateRecoveryCodesView):
    template_name = "account/recovery_codes_new.html"

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        user = self.request.user
        generate_recovery_codes(self.request)
        audit.record(clinic=None, action="account.recovery_codes_made", actor=user, obj=user)
        return redirect("mfa_view_recovery_codes")


@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """What is missing before any page with data, and why."""
    lack = lack_of(request)
    if lack is None:
        return redirect(asked_for(request) or "home")
    page = {"needs_passkey": lack == Lack.PASSKEY, "next": asked_for(request)}
    return render(request, "account/second_factor.html", page)


account = Account.as_view()
second_step = form_methods(SecondStep.as_view())
set_up_codes = form_methods(SetUpCodes.as_view())
remove_codes = form_methods(RemoveCodes.as_view())
recovery_codes = RecoveryCodes.as_view()
new_recovery_codes = form_methods(NewRecoveryCodes.as_view())
