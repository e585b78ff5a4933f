from collections.abc import Collection, Mapping
from typing import Any

from django import forms

from clinics.forms.passwords import NewPasswordField
from clinics.forms.stamped import stamp_of
from clinics.models import Clinic, Role, User

WHAT_ROLES_DO = {
    Role.FRONT_DESK: "Front desk: sees who waits, registers and invites patients",
    Role.CLINICIAN: "Clinician: reads answers, assesses, decides",
    Role.ADMIN: "Administrator: people, settings and question sets; reads no answers",
}


class InviteForm(forms.Form):
    use_required_attribute = False

    email = forms.EmailField(
        label="E-mail address",
        help_text="Of the person, not a shared one: they sign in with it.",
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Write an e-mail address.",
            "invalid": "Write an e-mail address, such as name@example.com.",
        },
    )
    role = forms.ChoiceField(
        label="Role",
        choices=list(WHAT_ROLES_DO.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a role."},
    )


class RolesForm(forms.Form):
    """Is not carried out when it was opened at another clinic, or the roles have changed since."""

    use_required_attribute = False

    roles = forms.MultipleChoiceField(
        label="Roles",
        choices=list(WHAT_ROLES_DO.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one role. To take all away, remove the person."
        },
    )
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        clinic: Clinic,
        user: User,
        roles: Collection[Role],
    ) -> None:
        held = sorted(roles)
        self.expected = stamp_of(clinic, {"user": user.pk, "roles": held})
        super().__init__(data, initial={"roles": held, "stamp": self.expected})

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("stamp", "") != self.expected:
            raise forms.ValidationError(
                "Nothing was saved: since this page was opened somebody changed what it shows, "
                "or you chose another clinic. Open the page again and repeat your change."
            )
        return self.cleaned_data


class NewAccountForm(forms.Form):
    use_required_attribute = False

    name = forms.CharField(
        label="Your name",
        max_length=150,
        help_text="As patients and colleagues will see it.",
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": "Write your name."},
    )
    password = NewPasswordField()

    def __init__(self, data: Mapping[str, Any] | None = None, *, email: str) -> None:
        super().__init__(data)
        field = self.fields["password"]
        field.label = "Choose a password"
        field.user = User(email=email)  # type: ignore[attr-defined]
