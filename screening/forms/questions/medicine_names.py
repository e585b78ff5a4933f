"""Names that could be a misspelt medicine: the patient says whether they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext

from screening.forms.layouts import FormHelper, fields_only
from screening.forms.medicine_words import in_plain_words
from screening.rules import NOT_SURE

NONE_OF_THEM = "no"


@dataclass(frozen=True)
class Likely:
    """A medicine that a typed name could be; one brand may hold several ingredients."""

    ingredients: tuple[str, ...]
    classes: tuple[str, ...]

    @property
    def words(self) -> str:
        names, plain = " + ".join(self.ingredients), in_plain_words(self.classes)
        if not plain:
            return names
        return gettext("%(medicine)s, %(kind)s") % {"medicine": names, "kind": plain}


@dataclass(frozen=True)
class Doubt:
    """One row whose name is near to one medicine, or equally near to several."""

    row: int
    name: str
    likely: tuple[Likely, ...]


class MedicineNamesForm(forms.Form):
    """Nothing is chosen beforehand: a guess must not look like an answer."""

    use_required_attribute = False

    def __init__(self, doubts: Sequence[Doubt], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="")
        self.doubts = {f"name-{number}": doubt for number, doubt in enumerate(doubts)}
        self.fields |= {name: _field(doubt) for name, doubt in self.doubts.items()}

    def replied(self, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The rows with what the patient said; "not sure" leaves a row as it was."""
        answered = [dict(row) for row in rows]
        for name, doubt in self.doubts.items():
            reply = self.cleaned_data[name]
            if reply != NOT_SURE:
                _note(answered[doubt.row], doubt, reply)
        return answered

    @property
    def helper(self) -> FormHelper:
        return fields_only()


def _field(doubt: Doubt) -> forms.ChoiceField:
    message = gettext("Choose an answer for “%(name)s”.") % {"name": doubt.name}
    return forms.ChoiceField(
        label=_ask(doubt),
        choices=_choices(doubt),
        widget=forms.RadioSelect,
        error_messages={"required": message, "invalid_choice": message},
    )


def _ask(doubt: Doubt) -> str:
    if len(doubt.likely) > 1:
        return gettext("You wrote “%(name)s”. Which medicine is that?") % {"name": doubt.name}
    return gettext("You wrote “%(name)s”. Is that %(medicine)s?") % {
        "name": doubt.name,
        "medicine": doubt.likely[0].words,
    }


def _choices(doubt: Doubt) -> list[tuple[str, str]]:
    if len(doubt.likely) == 1:
        named = [("0", gettext("Yes"))]
        none = (NONE_OF_THEM, gettext("No"))
    else:
        named = [(str(number), one.words) for number, one in enumerate(doubt.likely)]
        none = (NONE_OF_THEM, gettext("None of these"))
    return [*named, none, (NOT_SURE, gettext("Not sure"))]


def _note(row: dict[str, Any], doubt: Doubt, reply: str) -> None:
    """What was said no to stays said, also where the same ingredient is offered twice."""
    chosen = doubt.likely[int(reply)].ingredients if reply != NONE_OF_THEM else ()
    offered = dict.fromkeys(name for one in doubt.likely for name in one.ingredients)
    row["confirmed"] = [*row.get("confirmed", ()), *chosen]
    row["rejected"] = [
        *row.get("rejected", ()),
        *(name for name in offered if name not in chosen),
    ]
