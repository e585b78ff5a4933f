"""Words that a clinician writes to a patient: they hold no verdict."""

import re
from typing import Any

from django import forms

from screening.forms.texts import PlainTextField

MOST = 2000
VERDICTS = re.compile(
    r"\b(?:approved?|refused?|denied|declined|rejected|eligible|ineligible|"
    r"aprobad[oa]s?|rechazad[oa]s?|denegad[oa]s?|negad[oa]s?)\b",
    re.IGNORECASE,
)


class MessageField(PlainTextField):
    """Whoever opens it may not be the patient, and no patient learns a verdict from a page."""

    def __init__(self, **options: Any) -> None:
        super().__init__(most=MOST, widget=forms.Textarea({"rows": 5}), **options)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if found := VERDICTS.search(text):
            raise forms.ValidationError(
                f"Leave out “{found[0]}”: what was decided is told in a talk, not on a page."
            )
        return text
