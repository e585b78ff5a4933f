import datetime

import pytest
from django.core.exceptions import ValidationError

from clinics import actions
from clinics.models import Clinic
from tests.people import open_clinic


def test_fill_in_puts_the_numbers_in(lakeside):
    text = "Call {crisis_line} or {emergency_number}, or {clinic} at {phone}."
    assert lakeside.fill_in(text) == "Call 988 or 911, or Lakeside Ketamine Clinic at 555-010-0100."


@pytest.mark.parametrize(
    "text", ["{slug}", "{crisis_line.__class__}", "{0}", "{}", "{{", "{crisis_line!r}", "%s $phone"]
)
def test_fill_in_leaves_anything_else_as_it_is(lakeside, text):
    assert lakeside.fill_in(text) == text


def test_fill_in_does_not_fill_in_what_it_filled_in(lakeside):
    lakeside.name = "{phone}"
    assert lakeside.fill_in("{clinic}") == "{phone}"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("languages", []),
        ("languages", ["xx"]),
        ("languages", ["en", "en"]),
        ("languages", "en"),
        ("languages", {"en": 1}),
        ("languages", [["en"]]),
        ("time_zone", "Chicago"),
        ("time_zone", "America"),
        ("time_zone", "../etc/passwd"),
        ("phone", "call us"),
        ("phone", "555-010-0100<script>"),
        ("crisis_line", ""),
        ("on_call_email", "nobody"),
        ("invitation_days", 0),
        ("invitation_days", 91),
        ("retention_days", 366),
        ("slug", "Lake side"),
    ],
)
def test_wrong_settings_are_refused(lakeside, field, value):
    setattr(lakeside, field, value)
    with pytest.raises(ValidationError) as caught:
        lakeside.full_clean()
    assert field in caught.value.message_dict


@pytest.mark.parametrize("number", ["988", "911", "+1 (555) 010-0100", "555.010.0100 ext. 12"])
def test_usual_telephone_numbers_are_taken(lakeside, number):
    lakeside.crisis_line = number
    lakeside.full_clean()


def test_today_is_the_date_at_the_clinic(monkeypatch, lakeside):
    late = datetime.datetime(2026, 11, 23, 3, tzinfo=datetime.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)

    assert Clinic(time_zone="America/New_York").today() == datetime.date(2026, 11, 22)
    assert Clinic(time_zone="Europe/Madrid").today() == datetime.date(2026, 11, 23)


def test_two_clinics_cannot_share_a_slug(lakeside):
    with pytest.raises(ValidationError):
        open_clinic("lakeside", "Another")


def test_language_choices_are_the_clinics_in_its_order():
    clinic = Clinic(languages=["es", "en"])
    assert clinic.language_choices == [("es", "Español"), ("en", "English")]


@pytest.mark.parametrize("name", ["", "Nowhere/There", "America", "../UTC", "a\0b"])
def test_time_zone_that_cannot_be_read_is_utc_for_pages_and_nothing_for_the_rules(name):
    clinic = Clinic(time_zone=name)

    assert clinic.zone.key == "UTC"
    assert not clinic.has_readable_zone
    with pytest.raises(ValueError, match="time zone"):
        clinic.day_of_screening()


def test_time_zone_that_cannot_be_read_is_not_saved(lakeside, dana):
    with pytest.raises(ValidationError):
        actions.update_clinic(clinic=lakeside, changes={"time_zone": "Nowhere/There"}, by=dana)

    assert Clinic.objects.get(pk=lakeside.pk).time_zone == "America/New_York"
