"""Medicines as rows of name, dose and how often, kept as typed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from screening.forms.layouts import FormHelper, fields_only, part
from screening.forms.questions.base import WrittenForm
from screening.forms.texts import PlainTextField, one_line
from screening.rules import NOT_SURE

FEWEST_ROWS = 4
MOST_ROWS = 60
COLUMNS = {"name": 200, "dose": 100, "frequency": 100}
REPLIES = ("confirmed", "rejected")
"""What the patient said to an offered match. It stays with the row while its name does."""

Row = dict[str, Any]


class MedicinesForm(WrittenForm):
    labels = {NOT_SURE: _("I am not sure what I take")}
    both = _("You wrote a medicine and ticked “%(label)s”. Keep only one of them.")
    neither = _("Write at least one medicine, or tick a box below.")

    def __init__(
        self,
        asked: Any,
        data: Mapping[str, Any] | None = None,
        answer: Any = None,
        *,
        focus: int | None = None,
    ) -> None:
        self.before = answer if isinstance(answer, list) else []
        self.count = _row_count(data) if data is not None else len(self.before) + 1
        self.count = min(max(self.count, FEWEST_ROWS), MOST_ROWS)
        self.focus = focus
        super().__init__(asked, data, answer)

    def written(self, answer: Any) -> dict[str, Any]:
        rows = answer if isinstance(answer, list) else []
        return {
            f"{column}-{number}": row.get(column)
            for number, row in enumerate(rows)
            for column in COLUMNS
        }

    def build(self) -> None:
        labels = {"name": _("Name"), "dose": _("Dose"), "frequency": _("How often")}
        for number in range(self.count):
            for column, most in COLUMNS.items():
                self.fields[f"{column}-{number}"] = PlainTextField(
                    most=most, label=labels[column], required=False, widget=one_line("")
                )
        if self.focus is not None:
            self.fields[f"name-{self.focus}"].widget.attrs["autofocus"] = True
        self.add_otherwise()

    def clean(self) -> None:
        for number, row in enumerate(self._rows()):
            if not row["name"] and any(row.values()):
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
        return fields_only(part("medicines", asked=self.asked, rows=self.rows), *below)

    def _rows(self) -> list[Row]:
        return [
            {column: self.cleaned_data.get(f"{column}-{number}", "") for column in COLUMNS}
            for number in range(self.count)
        ]

    def _with_replies(self, row: Row) -> Row:
        same = next((old for old in self.before if old.get("name") == row["name"]), {})
        return row | {reply: same[reply] for reply in REPLIES if same.get(reply)}


def typed_rows(data: Mapping[str, Any], *, without: int | None = None) -> list[Row]:
    """The rows as they were posted, right or wrong, less one: nothing typed is lost."""
    rows = [
        {column: data.get(f"{column}-{number}", "") for column in COLUMNS}
        for number in range(_row_count(data))
        if number != without
    ]
    while rows and not any(rows[-1].values()):
        rows.pop()
    return rows


def _row_count(data: Mapping[str, Any]) -> int:
    """Of a posted page, from the names of its fields: there is no count that could be wrong."""
    numbers = [key.removeprefix("name-") for key in data if key.startswith("name-")]
    known = [int(number) for number in numbers if number.isdecimal() and len(number) <= 2]
    return min(max(known, default=-1) + 1, MOST_ROWS)


def rows_of(answer: Any) -> Sequence[Row]:
    return answer if isinstance(answer, list) else []
