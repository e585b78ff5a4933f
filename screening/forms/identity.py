"""The date of birth that opens a link."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinics.fields import PlainDateField, PlainDateWidget
from screening.forms.layouts import FormHelper, question


class IdentityForm(forms.Form):
    """Says what cannot be a date, never which part of a real one was wrong."""

    use_required_attribute = False
    answer = PlainDateField(
        label=_("What is your date of birth?"),
        help_text=_("We ask so that nobody else can open your questions."),
        widget=PlainDateWidget(own_birthday=True),
        error_messages={"required": _("Write your date of birth.")},
    )

    def refuse(self, phone: str) -> None:
        message = gettext(
            "We could not open your questions with this date. Please check it. "
            "After a few tries the link is locked; then call us at %(phone)s."
        )
        self.add_error("answer", message % {"phone": phone})

    @property
    def helper(self) -> FormHelper:
        return question()
