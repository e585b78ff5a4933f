"""What a browser says about a passkey. It comes as JSON and is looked at as if it were hostile."""

import json
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import (
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
    _BaseAddWebAuthnForm,
)
from django import forms

from clinics import audit
from clinics.limits import PASSKEY_BY_NETWORK
from clinics.models import User
from clinics.throttling import client_network, spend

NOT_TOLD = "Your browser told us of no passkey. Try again; this page needs JavaScript."
LONGEST = 65_536  # with the certificates that some devices send along


class CredentialField(forms.CharField):
    """A JSON object, not an empty one. Django's own field fails where one is nested deeply."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        reasons = dict.fromkeys(("required", "max_length", "invalid"), NOT_TOLD)
        super().__init__(max_length=LONGEST, error_messages=reasons)

    def clean(self, value: Any) -> dict[str, Any]:
        try:
            found = json.loads(super().clean(value))
        except (ValueError, RecursionError):
            found = None
        if not found or not isinstance(found, dict):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class AddPasskeyForm(_BaseAddWebAuthnForm):
    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"] = forms.CharField(
            label="Name of this passkey",
            max_length=100,
            help_text="So that you can tell it from others, such as: my phone.",
            error_messages={"required": "Write a name for this passkey."},
        )
        self.fields["credential"] = CredentialField()

    def clean(self) -> dict[str, Any]:
        """allauth checks the challenge, the origin and that the device knew its owner."""
        try:
            return super().clean()
        except forms.ValidationError:
            raise
        except Exception as error:  # whatever shape was sent: nothing of it is a passkey
            raise get_adapter().validation_error("incorrect_passkey") from error


class ShownPasskey(AuthenticateWebAuthnForm):
    """Counts the tries of a network: nobody can keep somebody else out by failing in their name."""

    def __init__(self, *args: Any, request: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.request = request
        self.fields["credential"] = CredentialField()

    def clean_credential(self) -> Any:
        if not spend(PASSKEY_BY_NETWORK, client_network(self.request)):
            raise get_adapter().validation_error("too_many_codes")
        try:
            return super().clean_credential()
        except Exception as error:  # see above; a refusal of allauth's says less than ours
            whose = self.user if isinstance(self.user, User) else None
            audit.record(clinic=None, action="account.second_factor_refused", obj=whose)
            raise get_adapter().validation_error("incorrect_passkey") from error


class SecondStepPasskeyForm(ShownPasskey):
    pass


class SignInPasskeyForm(ShownPasskey, LoginWebAuthnForm):
    pass


class ConfirmByPasskeyForm(ShownPasskey, ReauthenticateWebAuthnForm):
    pass
