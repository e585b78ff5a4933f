"""A date as three text boxes: nobody looks up a birth date in a calendar."""

import datetime as dt
import unicodedata
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import dates, formats, translation
from django.utils.translation import gettext_lazy as _

DAY, MONTH, YEAR = range(3)
EARLIEST_YEAR = 1900
SHORTEST_MONTH_NAME = 3
FORMAT_LETTERS = ("dj", "mnFMN", "Yy")
"""How Django's date formats write a day, a month and a year."""


class DateParts(forms.MultiWidget):
    """Day, month and year, shown in the order that the active language writes them in."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, birthday: bool = False) -> None:
        kinds = [("day", 2), ("month", 5), ("year", 4)]
        super().__init__({name: _box(name, size, birthday) for name, size in kinds}, attrs)

    @property
    def first_control(self) -> int:
        return _order()[0]

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.month, value.year] if isinstance(value, dt.date) else [None] * 3

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        parts = context["widget"]["subwidgets"]
        for part, label in zip(parts, (_("Day"), _("Month"), _("Year")), strict=True):
            part["label"] = label
        context["widget"]["subwidgets"] = [parts[index] for index in _order()]
        return context


class PartsDateField(forms.Field):
    """Cleans to a date, or to None when blank and not required."""

    widget = DateParts
    default_error_messages = {
        "required": _("Write the date."),
        "missing_day": _("Write the day too."),
        "missing_month": _("Write the month too."),
        "missing_year": _("Write the year too."),
        "day": _("The day must be a number from 1 to 31."),
        "month": _("The month must be a number from 1 to 12, or its name."),
        "year": _("The year must have 4 numbers, like 1984."),
        "no_such_day": _("There is no such day. Check the day and the month."),
        "future": _("This date is in the future. Check the year."),
    }

    def __init__(self, *, latest: dt.date | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.latest = latest

    def clean(self, value: Sequence[Any] | None) -> dt.date | None:
        parts = [str(part or "").replace("\0", "").strip() for part in value or ("", "", "")]
        if not any(parts):
            self.validate(None)
            return None
        self._require_all(parts)
        date = self._date(*parts)
        if self.latest and date > self.latest:
            raise self._error("future", YEAR)
        return date

    def _require_all(self, parts: list[str]) -> None:
        codes = ("missing_day", "missing_month", "missing_year")
        for index, (part, code) in enumerate(zip(parts, codes, strict=True)):
            if not part:
                raise self._error(code, index)

    def _date(self, day: str, month: str, year: str) -> dt.date:
        numbers = (_number(day, 1, 31), _month(month), _number(year, EARLIEST_YEAR, 9999))
        for index, (number, code) in enumerate(zip(numbers, ("day", "month", "year"), strict=True)):
            if number is None:
                raise self._error(code, index)
        try:
            return dt.date(numbers[YEAR] or 0, numbers[MONTH] or 0, numbers[DAY] or 0)
        except ValueError:
            raise self._error("no_such_day", DAY) from None

    def _error(self, code: str, control: int) -> forms.ValidationError:
        return forms.ValidationError(
            self.error_messages[code], code=code, params={"control": control}
        )


def _box(name: str, size: int, birthday: bool) -> forms.TextInput:
    """Text and not `type=number`, which scrolls away and swallows what it cannot read."""
    attrs = {"class": f"width-{size}", "autocomplete": f"bday-{name}" if birthday else "off"}
    return forms.TextInput(attrs if name == "month" else attrs | {"inputmode": "numeric"})


def _order() -> list[int]:
    """12/31/2026 in English, 31/12/2026 in Spanish."""
    written = formats.get_format("SHORT_DATE_FORMAT")
    places = [
        min(written.find(letter) for letter in letters if letter in written)
        for letters in FORMAT_LETTERS
    ]
    return sorted((DAY, MONTH, YEAR), key=lambda part: places[part])


def _number(text: str, least: int, most: int) -> int | None:
    if not text.isdecimal() or len(text) > 4:
        return None
    number = int(text)
    return number if least <= number <= most else None


def _month(text: str) -> int | None:
    """A number, or at least three letters of a name in the active language or in English."""
    if text.isdecimal():
        return _number(text, 1, 12)
    typed = _fold(text).rstrip(".")
    if len(typed) < SHORTEST_MONTH_NAME:
        return None
    for language in (translation.get_language() or "en", "en"):
        with translation.override(language):
            for number, name in dates.MONTHS.items():
                if _fold(str(name)).startswith(typed):
                    return number
    return None


def _fold(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in spread if not unicodedata.combining(letter))
