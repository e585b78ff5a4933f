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

    def __init__(self, *, exclusive: Collection[str] = (), **kwargs: Any) -> None:
        values = [value for value, _label in kwargs["choices"]]
        after_or = [value for value in values if value in exclusive]
        has_others = len(after_or) < len(values)
        super().__init__(widget=Checkboxes(after_or if has_others else ()), **kwargs)
        self.exclusive = frozenset(exclusive)

    def clean(self, value: Any) -> list[str]:
        ticked = super().clean(value)
        alone = [one for one in ticked if one in self.exclusive]
        if alone and len(ticked) > 1:
            values = [value for value, _label in self.choices]
            raise forms.ValidationError(
                _("You ticked “%(label)s” and something else. Untick one of them."),
                params={
                    "label": dict(self.choices)[alone[0]],
                    "control": values.index(alone[0]),
                },
            )
        return [value for value, _label in self.choices if value in ticked]
