"""Names that could be a misspelt medicine: the patient says whether they are."""

from collections.abc import Sequence
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
    """A medicine that a typed name could be."""

    ingredient: str
    classes: tuple[str, ...]

    @property
    def words(self) -> str:
        plain = in_plain_words(self.classes)
        if not plain:
            return self.ingredient
        return gettext("%(medicine)s, %(kind)s") % {"medicine": self.ingredient, "kind": plain}


@dataclass(frozen=True)
class Doubt:
    """One row whose name is near to one medicine or to several."""

    row: int
    name: str
    likely: tuple[Likely, ...]


class MedicineNamesForm(forms.Form):
    """One question a row. Nothing is chosen beforehand: a guess must not look like an answer."""

    use_required_attribute = False

    def __init__(self, doubts: Sequence[Doubt], data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.doubts = doubts
        for doubt in doubts:
            self.fields[f"row-{doubt.row}"] = _field(doubt)

    def replied(self, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """The rows with what the patient said; "not sure" leaves a row as it was."""
        rows = [dict(row) for row in rows]
        for doubt in self.doubts:
            reply = self.cleaned_data[f"row-{doubt.row}"]
            if reply != NOT_SURE:
                _note(rows[doubt.row], doubt, reply)
        return rows

    @property
    def helper(self) -> FormHelper:
        return fields_only()


def _field(doubt: Doubt) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_ask(doubt),
        choices=_choices(doubt),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext("Choose an answer for “%(name)s”.") % {"name": doubt.name}
        },
    )


def _ask(doubt: Doubt) -> str:
    if len(doubt.likely) == 1:
        return gettext("You wrote “%(name)s”. Is that %(medicine)s?") % {
            "name": doubt.name,
            "medicine": doubt.likely[0].words,
        }
    return gettext("You wrote “%(name)s”. Which medicine is that?") % {"name": doubt.name}


def _choices(doubt: Doubt) -> list[tuple[str, str]]:
    if len(doubt.likely) == 1:
        yes = [(doubt.likely[0].ingredient, gettext("Yes"))]
        no = (NONE_OF_THEM, gettext("No"))
    else:
        yes = [(one.ingredient, one.words) for one in doubt.likely]
        no = (NONE_OF_THEM, gettext("None of these"))
    return [*yes, no, (NOT_SURE, gettext("Not sure"))]


def _note(row: dict[str, Any], doubt: Doubt, reply: str) -> None:
    offered = [one.ingredient for one in doubt.likely]
    rejected = [name for name in offered if name != reply]
    row["confirmed"] = [*row.get("confirmed", []), *(name for name in offered if name == reply)]
    row["rejected"] = [*row.get("rejected", []), *rejected]
