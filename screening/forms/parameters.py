"""The numbers that a clinic's rules compare with."""

from collections.abc import Mapping
from typing import Any

from django import forms

from screening.forms.layouts import FormHelper, fields_only
from screening.forms.numbers import WholeNumberField
from screening.rules import Parameter

PREFIX = "parameter-"


def readable(name: str) -> str:
    """Of a parameter, as a label."""
    return name.replace("_", " ").capitalize()


class ParametersForm(forms.Form):
    """`revision`: of the draft that the page showed."""

    use_required_attribute = False

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, *, parameters: Mapping[str, Parameter], revision: int) -> None:
        super().__init__(data, initial={"revision": revision})
        for name, parameter in parameters.items():
            self.fields[PREFIX + name] = WholeNumberField(
                label=f"{readable(name)} ({parameter.unit})",
                help_text=parameter.help,
                initial=parameter.value,
                example=parameter.value,
                error_messages={"required": f"Write a whole number for {readable(name).lower()}."},
            )

    @property
    def values(self) -> dict[str, int]:
        said = self.cleaned_data
        return {name.removeprefix(PREFIX): said[name] for name in said if name.startswith(PREFIX)}

    @property
    def helper(self) -> FormHelper:
        return fields_only(*self.fields)
