"""Every page of staff that shows a patient leaves an event that names whom or what was read."""

import re

import pytest
from django.test import Client

from clinics import actions as clinic_actions
from clinics.models import AuditEvent, Role
from screening import actions
from tests.intakes import ANEURYSM, begin, submit
from tests.test_header_sweep import filled_addresses

MARKS = re.compile(r"Mar[ií]a|O&#x27;Brien|O'Brien|LK-1|March 27, 1984", re.IGNORECASE)


@pytest.fixture
def reader(alice, lakeside, signed_in) -> Client:
    """Somebody who may open every page."""
    for role in Role:
        clinic_actions.grant_role(user=alice, clinic=lakeside, role=role)
    return signed_in(alice)


@pytest.fixture
def addresses(version, maria, bob):
    intake = submit(begin(version, maria, bob), ANEURYSM)
    invitation, token = actions.invite(patient=maria, version=version, language="en", by=bob)
    return filled_addresses(intake, maria, invitation, token), {
        "clinics.patient": str(maria.pk),
        "screening.intake": str(intake.pk),
        "patients": maria.pk,
        "intakes": intake.pk,
    }


def test_each_look_at_a_patient_names_the_patient_or_the_intake(reader, addresses, lakeside):
    pages, names = addresses
    showing = set()
    for path, address in pages.items():
        before = newest(lakeside)
        answer = reader.get(address)
        if answer.streaming or not MARKS.search(answer.content.decode(errors="replace")):
            continue
        if path.startswith(("i/", "intake/")):
            continue  # the patient's own
        showing.add(path)
        events = lakeside.audit_events.filter(sequence__gt=before)
        assert [event for event in events if tells(event, names)], path
        assert len(events) <= 2, path

    assert {
        "queue/",
        "patients/",
        "patients/<uuid:public_id>/",
        "patients/<uuid:public_id>/edit/",
        "intakes/<uuid:public_id>/",
        "intakes/<uuid:public_id>/decide/",
        "intakes/<uuid:public_id>/vital-signs/",
        "intakes/<uuid:public_id>/flags/<int:number>/",
    } <= showing


def newest(clinic) -> int:
    return clinic.audit_events.order_by("-sequence").values_list("sequence", flat=True)[0]


def tells(event: AuditEvent, names) -> bool:
    if names.get(event.object_type) == event.object_id:
        return True
    return any(names[key] in event.details.get(key, []) for key in ("patients", "intakes"))


def test_look_that_cannot_be_recorded_is_not_shown(reader, addresses, monkeypatch):
    def fail(*args, **options):
        raise RuntimeError("no room left")

    monkeypatch.setattr("clinics.audit.add", fail)
    reader.raise_request_exception = False
    pages, _names = addresses

    for path in ("queue/", "patients/", "intakes/<uuid:public_id>/", "patients/<uuid:public_id>/"):
        answer = reader.get(pages[path])
        assert answer.status_code == 500
        assert not MARKS.search(answer.content.decode(errors="replace"))
