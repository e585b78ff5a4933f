"""One-time codes: the six digits of an app, or a recovery code."""

from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.internal.flows.add import validate_can_add_authenticator
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret, validate_totp_code
from django import forms
from django.http import HttpRequest

from clinics import audit
from clinics.keys import decrypt_system, encrypt_system
from clinics.limits import SECOND_FACTOR, USED_CODE
from clinics.models import User
from clinics.throttling import give_back, spend

PENDING = "pending_totp_secret"


def code_field(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=50,
        widget=forms.TextInput(
            {
                "autocomplete": "one-time-code",
                "autocapitalize": "off",
                "spellcheck": "false",
                "class": "width-10",
            }
        ),
        error_messages={"required": "Write the code."},
    )


def use_up(user: User, code: str) -> bool:
    """False when this code was used already: each opens once, and the cache forgets nothing."""
    return spend(USED_CODE, f"{user.pk} {normalize_user_code(code)}")


class LimitedCode(BaseAuthenticateForm):
    """Counts the tries of a person in the shared table, and takes no code twice."""

    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"] = code_field("Code from your app, or a recovery code")

    def clean_code(self) -> str:
        if not spend(SECOND_FACTOR, str(self.user.pk)):
            raise get_adapter().validation_error("too_many_codes")
        try:
            code = super().clean_code()
            self.refuse_used(code)
        except forms.ValidationError:
            audit.record(clinic=None, action="account.second_factor_refused", obj=self.user)
            raise
        give_back(SECOND_FACTOR, str(self.user.pk))
        return code

    def refuse_used(self, code: str) -> None:
        is_from_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_from_app and not use_up(self.user, code):
            raise get_adapter().validation_error("incorrect_code")


class SecondStepForm(LimitedCode, AuthenticateForm):
    pass


class ConfirmByCodeForm(LimitedCode, ReauthenticateForm):
    pass


class SetUpCodesForm(forms.Form):
    """Proves that the app has the secret, which waits in the session, sealed, until it is proved.

    allauth's own form keeps it there in clear text.
    """

    use_required_attribute = False

    code = code_field("Code that the app shows now")

    def __init__(self, *args: Any, user: User, request: HttpRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        place = {"row": str(user.pk), "field": PENDING}
        if not self.is_bound or PENDING not in request.session:
            request.session[PENDING] = encrypt_system(generate_totp_secret(), **place)
        self.secret = decrypt_system(request.session[PENDING], **place)

    def clean_code(self) -> str:
        validate_can_add_authenticator(self.user)
        code = self.cleaned_data["code"]
        if not spend(SECOND_FACTOR, str(self.user.pk)):
            raise get_adapter().validation_error("too_many_codes")
        if not validate_totp_code(self.secret, code) or not use_up(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        give_back(SECOND_FACTOR, str(self.user.pk))
        return code
