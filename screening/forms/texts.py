"""Text that a patient types: kept as typed, up to a length, and never cut off silently."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _


class PlainTextField(forms.CharField):
    """No `maxlength` in the page: a browser would cut a pasted text without a word."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators.append(
            MaxLengthValidator(
                most, _("Use %(limit_value)d characters or fewer. You wrote %(show_value)d.")
            )
        )

    def to_python(self, value: Any) -> str:
        """NUL goes first: PostgreSQL cannot store it, and nobody types it on purpose."""
        text = super().to_python(None if value is None else str(value).replace("\0", ""))
        return (text or "").replace("\r\n", "\n")


def one_line(size: str, **attrs: str) -> forms.TextInput:
    return forms.TextInput({"class": size, "autocomplete": "off", **attrs})
