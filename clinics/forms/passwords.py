"""Choosing and confirming passwords. What makes one good enough is in the settings."""

from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    ChangePasswordForm,
    ReauthenticateForm,
    ResetPasswordKeyForm,
    UserTokenForm,
)
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator

from clinics.limits import OWN_PASSWORD
from clinics.models import User
from clinics.throttling import give_back, spend

ADVICE = (
    "At least 15 characters. A few words that do not belong together are easy to keep in mind. "
    "Spaces are fine, and your password manager may choose."
)


def current_password(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        error_messages={"required": "Write your password."},
    )


class NewPasswordField(forms.CharField):
    """Raises ValidationError for what the validators of the settings find too weak."""

    user: User | None = None

    def __init__(self) -> None:
        super().__init__(
            label="New password",
            help_text=ADVICE,
            max_length=1000,
            strip=False,
            widget=forms.PasswordInput({"autocomplete": "new-password"}),
            error_messages={"required": "Write a new password."},
        )

    def clean(self, value: Any) -> str:
        password = super().clean(value)
        validate_password(password, self.user)
        return password


def repeated_password() -> forms.CharField:
    field = current_password("The same password again")
    field.widget.attrs["autocomplete"] = "new-password"
    field.error_messages["required"] = "Write the new password again."
    return field


def ask_for_new(form: forms.Form, user: User | None) -> None:
    form.fields["password1"] = field = NewPasswordField()
    field.user = user
    form.fields["password2"] = repeated_password()


class ConfirmByPasswordForm(ReauthenticateForm):
    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password"] = current_password("Your password")


class OwnPasswordForm(ChangePasswordForm):
    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["oldpassword"] = current_password("Your password now")
        ask_for_new(self, cast(User, self.user))

    def clean_oldpassword(self) -> str:
        if not spend(OWN_PASSWORD, str(self.user.pk)):
            raise get_adapter().validation_error("too_many_login_attempts")
        password = super().clean_oldpassword()
        give_back(OWN_PASSWORD, str(self.user.pk))
        return password


class ResetPasswordForm(forms.Form):
    use_required_attribute = False

    email = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput({"autocomplete": "username", "spellcheck": "false"}),
        error_messages={
            "required": "Write your e-mail address.",
            "invalid": "Write your e-mail address, such as name@example.com.",
        },
    )


class ForgottenPasswordForm(ResetPasswordKeyForm):
    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        ask_for_new(self, self.user)


class ResetLinkForm(UserTokenForm):
    """With Django's tokens: allauth's copy the address into a table of its own at every look."""

    token_generator = default_token_generator
