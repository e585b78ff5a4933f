from typing import Any, cast

from allauth.account.forms import LoginForm
from django import forms

from clinics.forms.passwords import current_password
from clinics.models import Clinic


class SignInForm(LoginForm):
    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"] = forms.EmailField(
            label="E-mail address",
            widget=forms.EmailInput({"autocomplete": "username", "spellcheck": "false"}),
            error_messages={
                "required": "Write your e-mail address.",
                "invalid": "Write your e-mail address, such as name@example.com.",
            },
        )
        self.fields["password"] = current_password("Password")
        self.order_fields(["login", "password"])


class ChooseClinicForm(forms.Form):
    use_required_attribute = False

    clinic = forms.ChoiceField(
        label="At which clinic are you working now?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a clinic.",
            "invalid_choice": "Choose one of these clinics.",
        },
    )

    def __init__(self, *args: Any, clinics: list[Clinic], **options: Any) -> None:
        super().__init__(*args, **options)
        self.clinics = {clinic.slug: clinic for clinic in clinics}
        choice = cast(forms.ChoiceField, self.fields["clinic"])
        choice.choices = [(slug, clinic.name) for slug, clinic in self.clinics.items()]

    @property
    def chosen(self) -> Clinic:
        return self.clinics[self.cleaned_data["clinic"]]
