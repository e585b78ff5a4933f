"""Tick boxes of which some exclude all others."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class Checkboxes(forms.CheckboxSelectMultiple):
    """The template writes "or" before the first option that excludes the others."""

    def __init__(self, exclusive: Sequence[str] = ()) -> None:
        super().__init__()
        self.after_or = exclusive[0] if exclusive else None

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        return option | {"after_or": str(value) == self.after_or}


class CheckboxesField(forms.MultipleChoiceField):
    """Refuses an exclusive option beside another: which of the two is meant is not for us."""

    def __init__(
        self,
        *,
        choices: Sequence[tuple[str, str]],
        exclusive: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        self.labels = dict(choices)
        self.exclusive = [value for value in self.labels if value in exclusive]
        after_or = self.exclusive if len(self.exclusive) < len(self.labels) else ()
        super().__init__(choices=choices, widget=Checkboxes(after_or), **kwargs)

    def clean(self, value: Any) -> list[str]:
        """In the order of the options."""
        given = super().clean(value)
        ticked = [one for one in self.labels if one in given]
        alone = [one for one in ticked if one in self.exclusive]
        if alone and len(ticked) > 1:
            raise forms.ValidationError(
                _("You ticked “%(label)s” and something else. Untick one of them."),
                params={
                    "label": self.labels[alone[0]],
                    "control": list(self.labels).index(alone[0]),
                },
            )
        return ticked
