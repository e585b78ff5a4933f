import datetime

import pytest
from django.db import IntegrityError, transaction

from clinics import actions


@pytest.mark.parametrize(
    "text",
    ["maria", "MARÍA", "mar", "jose maria", "o'br", "obrien", "O\u2019Brien", "LK-1", " LK-1 "],
)
def test_patient_is_found_by_the_beginning_of_names_or_the_record_number(lakeside, maria, text):
    assert list(lakeside.patients.matching(text)) == [maria]


@pytest.mark.parametrize("text", ["aria", "brien o", "maria x", "LK", "", "%", "_", "' OR 1=1 --"])
def test_patient_is_not_found_by_anything_else(lakeside, maria, text):
    assert list(lakeside.patients.matching(text)) == []


def test_patient_is_found_by_birth_date(lakeside, maria):
    assert list(lakeside.patients.born_on(datetime.date(1984, 3, 27))) == [maria]
    assert list(lakeside.patients.born_on(datetime.date(1984, 3, 28))) == []


def test_patient_of_another_clinic_is_not_found(harbor, maria):
    assert list(harbor.patients.matching("maria")) == []


def test_name_is_found_again_after_it_changed(lakeside, maria, bob):
    actions.update_patient(patient=maria, changes={"family_name": "Núñez"}, by=bob)
    assert [patient.pk for patient in lakeside.patients.matching("nunez")] == [maria.pk]
    assert not lakeside.patients.matching("obrien").exists()


def test_names_as_shown(maria):
    assert str(maria) == "María José O'Brien"
    assert maria.sorted_name == "O'Brien, María José"
    maria.family_name = ""
    assert maria.full_name == maria.sorted_name == "María José"


@pytest.mark.parametrize(
    "wrong",
    [{"given_name": ""}, {"date_of_birth": datetime.date(1899, 12, 31)}, {"record_number": "LK-2"}],
)
def test_database_refuses_what_cannot_be(lakeside, maria, bob, wrong):
    other = actions.register_patient(
        clinic=lakeside,
        given_name="Ana",
        family_name="",
        date_of_birth=datetime.date(1990, 1, 1),
        record_number="LK-2",
        by=bob,
    )
    assert other.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        lakeside.patients.filter(pk=maria.pk).update(**wrong)
