import hashlib
from collections.abc import Mapping
from typing import Any

from django import forms

from clinics.models import Clinic


class StampedForm(forms.ModelForm):
    """Is not saved when it was opened at another clinic, or when what it showed has changed.

    Somebody with two tabs open, one at each of two clinics, must not write into the wrong one.
    """

    use_required_attribute = False

    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, clinic: Clinic, stored: dict[str, Any]
    ) -> None:
        self.expected = stamp_of(clinic, stored)
        super().__init__(data, initial={**stored, "stamp": self.expected})
        self.clinic = clinic

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.pop("stamp", "") != self.expected:
            raise forms.ValidationError(
                "Nothing was saved: since this page was opened somebody changed what it shows, "
                "or you chose another clinic. Open the page again and repeat your change."
            )
        return cleaned


def stamp_of(clinic: Clinic, stored: Mapping[str, Any]) -> str:
    shown = sorted((name, str(value)) for name, value in stored.items())
    return hashlib.sha256(repr([clinic.slug, shown]).encode()).hexdigest()[:20]
