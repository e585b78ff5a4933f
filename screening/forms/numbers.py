"""Whole numbers as staff type them."""

from typing import Any

from django import forms

from screening.forms.texts import PlainTextField, one_line

MOST_DIGITS = 3


class WholeNumberField(PlainTextField):
    """Cleans to 1 to 999, or to None when blank and not required. Text, never `type=number`."""

    def __init__(self, *, example: int, **kwargs: Any) -> None:
        self.not_a_number = f"Write digits only, like {example}."
        widget = one_line("width-4", inputmode="numeric")
        super().__init__(most=100, widget=widget, **kwargs)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS and int(text)):
            raise forms.ValidationError(self.not_a_number)
        return int(text)
