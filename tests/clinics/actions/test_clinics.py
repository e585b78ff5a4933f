import pytest
from django.core.exceptions import ValidationError

from clinics import actions
from clinics.models import ActorKind, Clinic
from tests.people import open_clinic


def test_new_clinic_begins_its_audit_trail(lakeside):
    event = lakeside.audit_events.get()
    assert (event.sequence, event.action) == (1, "clinic.created")
    assert event.actor_kind == ActorKind.OPERATOR


def test_new_clinic_takes_further_settings(db):
    clinic = actions.create_clinic(
        slug="hill",
        name="Hill",
        phone="555-010-0300",
        on_call_email="on-call@hill.example",
        time_zone="America/Denver",
        invitation_days=7,
    )
    clinic.refresh_from_db()
    assert (clinic.time_zone, clinic.invitation_days) == ("America/Denver", 7)


def test_wrong_clinic_leaves_nothing_behind(db):
    with pytest.raises(ValidationError):
        open_clinic("not a slug", "Hill")
    assert not Clinic.objects.exists()


def test_unknown_setting_is_refused(lakeside, dana):
    with pytest.raises(TypeError, match="slug"):
        actions.update_clinic(clinic=lakeside, changes={"slug": "other"}, by=dana)


def test_change_is_recorded_by_the_names_of_its_fields(lakeside, dana):
    changed = actions.update_clinic(
        clinic=lakeside, changes={"phone": "555-010-0199", "crisis_line": "988"}, by=dana
    )

    assert changed.phone == "555-010-0199"
    event = lakeside.audit_events.get(action="clinic.changed")
    assert (event.actor, event.details) == (dana, {"fields": ["phone"]})


def test_change_of_nothing_is_not_recorded(lakeside, dana):
    actions.update_clinic(clinic=lakeside, changes={"phone": lakeside.phone}, by=dana)
    assert not lakeside.audit_events.filter(action="clinic.changed").exists()


def test_wrong_change_changes_nothing(lakeside, dana):
    with pytest.raises(ValidationError):
        actions.update_clinic(clinic=lakeside, changes={"crisis_line": "none"}, by=dana)
    lakeside.refresh_from_db()
    assert lakeside.crisis_line == "988"
