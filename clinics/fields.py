"""A date as three plain text boxes: nobody looks up a birth date in a calendar."""

import datetime
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.utils import dates, formats, translation
from django.utils.translation import gettext_lazy as _

Day = datetime.date | Callable[[], datetime.date] | None

DAY, MONTH, YEAR = range(3)
EARLIEST = datetime.date(1900, 1, 1)
SHORTEST_MONTH_NAME = 3
FORMAT_LETTERS = ("dj", "mnFMN", "Yy")
"""How Django's date formats write a day, a month and a year."""


class PlainDateWidget(forms.MultiWidget):
    """Day, month and year, shown in the order in which the active language writes them.

    `own_birthday`: the browser may offer the birth date of the person who is typing.
    """

    def __init__(self, attrs: dict[str, Any] | None = None, *, own_birthday: bool = False) -> None:
        sizes = {"day": 2, "month": 10, "year": 4}
        super().__init__(
            {name: box(name, size, own_birthday) for name, size in sizes.items()}, attrs
        )

    @property
    def first_control(self) -> int:
        """Where a link to the whole field leads."""
        return order()[0]

    def decompress(self, value: Any) -> list[Any]:
        return (
            [value.day, value.month, value.year] if isinstance(value, datetime.date) else [None] * 3
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        parts = context["widget"]["subwidgets"]
        for part, label in zip(parts, (_("Day"), _("Month"), _("Year")), strict=True):
            part["label"] = label
        context["widget"]["subwidgets"] = [parts[index] for index in order()]
        return context


class PlainDateField(forms.Field):
    """Cleans to a date, or to None when blank and not required.

    An error says in `params["control"]` which of the boxes it is about: 0 day, 1 month, 2 year.
    """

    widget = PlainDateWidget
    default_error_messages = {
        "required": _("Write the date."),
        "missing_day": _("Write the day too."),
        "missing_month": _("Write the month too."),
        "missing_year": _("Write the year too."),
        "day": _("The day must be a number from 1 to 31."),
        "month": _("The month must be a number from 1 to 12, or its name."),
        "year": _("The year must have 4 numbers, like 1984."),
        "no_such_day": _("%(day)s %(month)s is not a date. Check the day and the month."),
        "early": _("This date is before %(earliest)s. Check the year."),
        "future": _("This date is in the future. Check the year."),
    }

    def __init__(self, *, earliest: Day = EARLIEST, latest: Day = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.earliest = earliest
        self.latest = latest

    def clean(self, value: Sequence[Any] | None) -> datetime.date | None:
        parts = [str(part or "").replace("\0", "").strip() for part in value or ("", "", "")]
        if not any(parts):
            self.validate(None)
            return None
        date = self.date_of(*self.complete(parts))
        if (earliest := known(self.earliest)) and date < earliest:
            raise self.error("early", YEAR, earliest=earliest.year)
        if (latest := known(self.latest)) and date > latest:
            raise self.error("future", YEAR)
        return date

    def complete(self, parts: list[str]) -> list[str]:
        for index, code in enumerate(("missing_day", "missing_month", "missing_year")):
            if not parts[index]:
                raise self.error(code, index)
        return parts

    def date_of(self, day: str, month: str, year: str) -> datetime.date:
        numbers = (number_of(day, 1, 31), month_of(month), number_of(year, 1000, 9999))
        for index, code in enumerate(("day", "month", "year")):
            if numbers[index] is None:
                raise self.error(code, index)
        day_number, month_number, year_number = (number or 0 for number in numbers)
        try:
            return datetime.date(year_number, month_number, day_number)
        except ValueError:
            name = dates.MONTHS[month_number]
            raise self.error("no_such_day", DAY, day=day_number, month=name) from None

    def error(self, code: str, control: int, **params: Any) -> forms.ValidationError:
        params = {"control": control, **params}
        return forms.ValidationError(self.error_messages[code], code=code, params=params)


def known(day: Day) -> datetime.date | None:
    return day() if callable(day) else day


def box(name: str, size: int, own_birthday: bool) -> forms.TextInput:
    """Text and not `type=number`, which scrolls away and swallows what it cannot read."""
    attrs = {"class": f"width-{size}", "autocomplete": f"bday-{name}" if own_birthday else "off"}
    return forms.TextInput(attrs if name == "month" else attrs | {"inputmode": "numeric"})


def order() -> list[int]:
    """12/31/2026 in English, 31/12/2026 in Spanish."""
    written = formats.get_format("SHORT_DATE_FORMAT")
    places = [
        min(written.find(letter) for letter in letters if letter in written)
        for letters in FORMAT_LETTERS
    ]
    return sorted((DAY, MONTH, YEAR), key=lambda part: places[part])


def number_of(text: str, least: int, most: int) -> int | None:
    if not text.isdecimal() or len(text) > 4:
        return None
    number = int(text)
    return number if least <= number <= most else None


def month_of(text: str) -> int | None:
    """A number, or the beginning of the month's name in any language that we speak.

    Three letters at least, and only if they begin one month alone.
    """
    if text.isdecimal():
        return number_of(text, 1, 12)
    typed = folded(text[:40]).rstrip(".")
    if len(typed) < SHORTEST_MONTH_NAME:
        return None
    found = {number for name, number in month_names() if name.startswith(typed)}
    return found.pop() if len(found) == 1 else None


@cache
def month_names() -> frozenset[tuple[str, int]]:
    """The names and the usual short forms, such as "sept", in every language."""
    return frozenset(pair for code, _name in settings.LANGUAGES for pair in month_names_in(code))


def month_names_in(language: str) -> list[tuple[str, int]]:
    tables = (dates.MONTHS, dates.MONTHS_AP, dates.MONTHS_ALT)
    with translation.override(language):
        return [
            (folded(str(name)).rstrip("."), number)
            for table in tables
            for number, name in table.items()
        ]


def folded(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in spread if not unicodedata.combining(letter))
