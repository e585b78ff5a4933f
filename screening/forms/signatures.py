"""The name under a declaration."""

from django import forms
from django.utils.translation import gettext_lazy as _

from screening.forms.layouts import FormHelper, fields_only
from screening.forms.texts import PlainTextField

LONGEST_NAME = 200


class SignatureForm(forms.Form):
    use_required_attribute = False
    signed_name = PlainTextField(
        most=LONGEST_NAME,
        label=_("Your full name"),
        help_text=_(
            "Writing your name is your signature. "
            "If you fill this in for somebody else, write your own name."
        ),
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Write your full name to send your answers.")},
    )

    @property
    def helper(self) -> FormHelper:
        return fields_only("signed_name")
