"""Medicines as rows of name, dose and how often, kept as typed."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from screening.forms.layouts import FormHelper, fields_only, part
from screening.forms.questions.asked import Asked
from screening.forms.questions.base import WrittenForm
from screening.forms.texts import PlainTextField, one_line
from screening.rules import NOT_SURE

FEWEST_ROWS = 4
MOST_ROWS = 60
MOST_DIGITS = 2
COLUMNS = {"name": 200, "dose": 100, "frequency": 100}
REPLIES = ("confirmed", "rejected")
"""What the patient said to an offered match. It stays with the row while its name does."""

Row = dict[str, Any]


class MedicinesForm(WrittenForm):
    labels: ClassVar[Mapping[str, Any]] = {NOT_SURE: _("I am not sure what I take")}
    both = _("You wrote a medicine and ticked “%(label)s”. Keep only one of them.")
    neither = _("Write at least one medicine, or tick a box below.")

    def __init__(
        self,
        asked: Asked,
        data: Mapping[str, Any] | None = None,
        answer: Any = None,
        *,
        count: int = 0,
        focus: int | None = None,
    ) -> None:
        rows = answer if isinstance(answer, list) else []
        self.before = [row for row in rows if isinstance(row, Mapping)]
        wanted = max(count, len(self.before) + 1) if data is None else _row_count(data)
        self.count = min(max(wanted, FEWEST_ROWS), MOST_ROWS)
        self.focus = focus
        super().__init__(asked, data, answer)

    def written(self, answer: Any) -> dict[str, Any]:
        return {
            f"{column}-{number}": row.get(column)
            for number, row in enumerate(self.before)
            for column in COLUMNS
        }

    def build(self) -> None:
        labels = {"name": _("Name"), "dose": _("Dose"), "frequency": _("How often")}
        for number in range(self.count):
            for column, most in COLUMNS.items():
                self.fields[f"{column}-{number}"] = PlainTextField(
                    most=most, label=labels[column], required=False, widget=one_line("")
                )
        if self.focus is not None and self.focus < self.count:
            self.fields[f"name-{self.focus}"].widget.attrs["autofocus"] = True
        self.add_otherwise()

    def clean(self) -> None:
        for number, row in enumerate(self._rows()):
            if any(row.values()) and not row["name"] and f"name-{number}" not in self.errors:
                message = gettext("Write the name of this medicine, or clear its row.")
                self.add_error(f"name-{number}", message)
        self.settle_otherwise(any(row["name"] for row in self._rows()), beside="name-0")

    @property
    def answer(self) -> list[Row] | str | None:
        rows = [self._with_replies(row) for row in self._rows() if row["name"]]
        return self.otherwise or rows or None

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What the template draws."""
        return [
            {
                "number": number + 1,
                "index": number,
                "fields": [self[f"{column}-{number}"] for column in COLUMNS],
                "is_filled": any(self[f"{column}-{number}"].value() for column in COLUMNS),
            }
            for number in range(self.count)
        ]

    @property
    def helper(self) -> FormHelper:
        below = ["otherwise"] if "otherwise" in self.fields else []
        has_room = self.count < MOST_ROWS
        medicines = part("medicines", asked=self.asked, rows=self.rows, has_room=has_room)
        return fields_only(medicines, *below)

    def _rows(self) -> list[Row]:
        return [
            {column: self.cleaned_data.get(f"{column}-{number}", "") for column in COLUMNS}
            for number in range(self.count)
        ]

    def _with_replies(self, row: Row) -> Row:
        same: Mapping[str, Any] = next(
            (old for old in self.before if old.get("name") == row["name"]), {}
        )
        return row | {reply: same[reply] for reply in REPLIES if same.get(reply)}


def edited(asked: Asked, data: QueryDict) -> MedicinesForm | None:
    """The page with a row more or a row less and all else as it was typed, right or wrong.

    None when neither button was pressed.
    """
    if "add" not in data and "remove" not in data:
        return None
    gone = data.get("remove", "")
    without = int(gone) if gone.isdecimal() and len(gone) <= MOST_DIGITS else None
    rows = _typed_rows(data, without)
    count = _row_count(data) + (1 if without is None else -1)
    focus = len(rows) if without is None else without
    form = MedicinesForm(asked, answer=rows, count=count, focus=focus)
    form.initial["otherwise"] = data.getlist("otherwise")
    return form


def _typed_rows(data: Mapping[str, Any], without: int | None) -> list[Row]:
    rows = [
        {column: data.get(f"{column}-{number}", "") for column in COLUMNS}
        for number in range(_row_count(data))
        if number != without
    ]
    while rows and not any(rows[-1].values()):
        rows.pop()
    return rows


def _row_count(data: Mapping[str, Any]) -> int:
    """From the names of the posted fields: there is no count beside them that could be wrong."""
    numbers = [key.removeprefix("name-") for key in data if key.startswith("name-")]
    known = [int(one) for one in numbers if one.isdecimal() and len(one) <= MOST_DIGITS]
    return min(max(known, default=-1) + 1, MOST_ROWS)
