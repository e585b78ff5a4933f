import contextvars
import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from clinics import actions


def register(clinic, by, **others):
    fields = {
        "given_name": "Ana",
        "family_name": "Ruiz",
        "date_of_birth": datetime.date(1990, 1, 1),
    }
    return actions.register_patient(clinic=clinic, by=by, **{**fields, **others})


def test_patient_is_registered_by_somebody_and_recorded(lakeside, bob):
    patient = register(lakeside, bob)

    assert (patient.clinic, patient.created_by, patient.language) == (lakeside, bob, "en")
    event = lakeside.audit_events.get(action="patient.registered")
    assert (event.actor, event.object_id, event.details) == (bob, str(patient.pk), {})


@pytest.mark.parametrize(
    "wrong",
    [
        {"given_name": ""},
        {"given_name": "x" * 101},
        {"email": "nobody"},
        {"date_of_birth": datetime.date(1850, 1, 1)},
    ],
)
def test_wrong_patient_is_not_registered(lakeside, bob, wrong):
    with pytest.raises(ValidationError):
        register(lakeside, bob, **wrong)
    assert not lakeside.patients.exists()


def test_record_number_is_used_once_in_a_clinic(lakeside, harbor, bob, charlie):
    register(lakeside, bob, record_number="7")
    with pytest.raises(ValidationError):
        register(lakeside, bob, record_number="7")
    register(harbor, charlie, record_number="7")
    register(lakeside, bob)
    register(lakeside, bob)


def test_change_is_recorded_by_the_names_of_its_fields(lakeside, maria, bob):
    actions.update_patient(patient=maria, changes={"phone": "1", "language": "en"}, by=bob)

    maria.refresh_from_db()
    assert maria.phone == "1"
    assert lakeside.audit_events.get(action="patient.changed").details == {"fields": ["phone"]}


def test_patient_cannot_be_moved_to_another_clinic(harbor, maria, bob):
    with pytest.raises(TypeError, match="clinic"):
        actions.update_patient(patient=maria, changes={"clinic": harbor}, by=bob)


@pytest.mark.django_db(transaction=True)
def test_record_number_is_given_once_at_the_same_moment(lakeside, bob):
    outcomes = []

    def work():
        try:
            register(lakeside, bob, record_number="7")
            outcomes.append("registered")
        except ValidationError:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=contextvars.copy_context().run, args=[work]) for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["refused"] * 4 + ["registered"]
