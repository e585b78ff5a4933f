import datetime

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from clinics.fields import PlainDateField, PlainDateWidget

TODAY = datetime.date(2026, 11, 22)


class BornForm(forms.Form):
    born = PlainDateField(widget=PlainDateWidget(own_birthday=True))


def clean(day, month, year, **options):
    return PlainDateField(latest=TODAY, **options).clean([day, month, year])


def refusal(day, month, year, **options):
    with pytest.raises(forms.ValidationError) as caught:
        clean(day, month, year, **options)
    (error,) = caught.value.error_list
    return error.messages[0], (error.params or {}).get("control")


@pytest.mark.parametrize(
    "month",
    ["3", "03", "March", "march", "MAR", "Mar.", "marzo", "Marzo", " 3 ", "٣", "３"],  # noqa: RUF001
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_month_is_a_number_or_a_name_in_either_language(month, language):
    with translation.override(language):
        assert clean("27", month, "1984") == datetime.date(1984, 3, 27)


@pytest.mark.parametrize(
    ("name", "number"),
    [("enero", 1), ("ene", 1), ("abr", 4), ("Apr", 4), ("ago.", 8), ("Sept.", 9), ("dic", 12)],
)
def test_short_names_of_months_are_known(name, number):
    assert clean("1", name, "2000") == datetime.date(2000, number, 1)


@pytest.mark.parametrize("month", ["ma", "j", "0", "13", "Mrch", "-3", "3.0", "x" * 100_000, "🐟"])
def test_month_that_is_none_is_refused(month):
    message = "The month must be a number from 1 to 12, or its name."
    assert refusal("27", month, "1984") == (message, 1)


@pytest.mark.parametrize(
    ("parts", "message", "control"),
    [
        (("31", "2", "1984"), "31 February is not a date. Check the day and the month.", 0),
        (("29", "feb", "2023"), "29 February is not a date. Check the day and the month.", 0),
        (("32", "1", "1984"), "The day must be a number from 1 to 31.", 0),
        (("first", "1", "1984"), "The day must be a number from 1 to 31.", 0),
        (("1", "1", "84"), "The year must have 4 numbers, like 1984.", 2),
        (("1", "1", "19844"), "The year must have 4 numbers, like 1984.", 2),
        (("1", "1", "1899"), "This date is before 1900. Check the year.", 2),
        (("23", "11", "2026"), "This date is in the future. Check the year.", 2),
        (("", "1", "1984"), "Write the day too.", 0),
        (("1", " ", "1984"), "Write the month too.", 1),
        (("1", "1", None), "Write the year too.", 2),
        (("\0", "", ""), "Write the date.", None),
    ],
)
def test_date_that_is_none_is_refused_at_the_wrong_box(parts, message, control):
    assert refusal(*parts) == (message, control)


def test_today_is_not_in_the_future():
    assert clean("22", "11", "2026") == TODAY


def test_latest_may_be_asked_for_at_the_time():
    field = PlainDateField(latest=lambda: TODAY)
    with pytest.raises(forms.ValidationError):
        field.clean(["23", "11", "2026"])


def test_blank_is_none_where_a_date_is_not_required():
    assert clean("", "", "", required=False) is None
    assert PlainDateField(required=False).clean(None) is None


@given(st.dates(datetime.date(1900, 1, 1), TODAY))
def test_every_date_reads_back(day):
    parts = PlainDateWidget().decompress(day)
    assert clean(*parts) == day


@given(st.tuples(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12)))
def test_any_text_is_a_date_or_a_clear_error(parts):
    form = BornForm(dict(zip(("born_day", "born_month", "born_year"), parts, strict=True)))
    if form.is_valid():
        assert isinstance(form.cleaned_data["born"], datetime.date)
    else:
        (message,) = form.errors["born"]
        assert message.endswith(".")


def boxes(form):
    widget = form["born"].subwidgets[0].data
    return [(part["label"], part["name"], part["attrs"]["id"]) for part in widget["subwidgets"]]


@pytest.mark.parametrize(
    ("language", "labels"),
    [("en", ["Month", "Day", "Year"]), ("es", None)],
)
def test_boxes_stand_in_the_order_of_the_language(language, labels):
    with translation.override(language):
        shown = boxes(BornForm())
        names = [name for _label, name, _id in shown]
        if labels:
            assert [str(label) for label, _name, _id in shown] == labels
            assert names == ["born_month", "born_day", "born_year"]
        else:
            assert names == ["born_day", "born_month", "born_year"]


def test_boxes_take_plain_text_and_the_birthday_of_who_types():
    form = BornForm()
    parts = {part["name"]: part for part in form["born"].subwidgets[0].data["subwidgets"]}

    assert {part["type"] for part in parts.values()} == {"text"}
    assert parts["born_day"]["attrs"]["inputmode"] == "numeric"
    assert "inputmode" not in parts["born_month"]["attrs"]
    assert parts["born_year"]["attrs"]["autocomplete"] == "bday-year"


def test_boxes_keep_what_was_typed():
    form = BornForm({"born_day": "31", "born_month": "February", "born_year": "1984"})

    assert not form.is_valid()
    values = [part["value"] for part in form["born"].subwidgets[0].data["subwidgets"]]
    assert values == ["February", "31", "1984"]
