import copy
import datetime
import pickle

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, transaction
from django.template import Context, Template

from clinics import actions
from clinics.encryption import DecryptionFailed
from clinics.keys import search_index
from clinics.models import Patient


def register(clinic, by, **others):
    return actions.register_patient(
        clinic=clinic,
        given_name="Ana",
        family_name="",
        date_of_birth=datetime.date(1990, 1, 1),
        by=by,
        **others,
    )


def found(clinic, text):
    return list(clinic.patients.matching(text, search_index(clinic)))


def born(clinic, day):
    return list(clinic.patients.born_on(datetime.date(1984, 3, day), search_index(clinic)))


@pytest.mark.parametrize(
    "text",
    ["maria", "MARÍA", "mar", "jose maria", "o'br", "obrien", "O\u2019Brien", "LK-1", " LK-1 "],
)
def test_patient_is_found_by_the_beginning_of_names_or_the_record_number(lakeside, maria, text):
    assert found(lakeside, text) == [maria]


@pytest.mark.parametrize("text", ["aria", "brien o", "maria x", "LK", "", "%", "_", "' OR 1=1 --"])
def test_patient_is_not_found_by_anything_else(lakeside, maria, text):
    assert found(lakeside, text) == []


def test_patient_is_found_by_birth_date(lakeside, maria):
    assert born(lakeside, 27) == [maria]
    assert born(lakeside, 28) == []


def test_patient_of_another_clinic_is_not_found(harbor, maria):
    assert found(harbor, "maria") == []


def test_name_is_found_again_after_it_changed(lakeside, maria, bob):
    actions.update_patient(patient=maria, changes={"family_name": "Núñez"}, by=bob)
    assert found(lakeside, "nunez") == [maria]
    assert found(lakeside, "obrien") == []


def test_names_as_shown(maria):
    assert str(maria) == "María José O'Brien"
    assert maria.sorted_name == "O'Brien, María José"
    maria.family_name = ""
    assert maria.full_name == maria.sorted_name == "María José"


@pytest.mark.parametrize("text", ["ma", "j", "jo ma"])
def test_one_or_two_letters_are_a_whole_name(lakeside, maria, bob, text):
    assert found(lakeside, text) == []
    actions.update_patient(patient=maria, changes={"given_name": "Ma Jo J"}, by=bob)
    assert found(lakeside, text) == [maria]


def test_database_refuses_a_record_number_twice(lakeside, maria, bob):
    other = register(lakeside, bob, record_number="LK-2")

    with pytest.raises(IntegrityError), transaction.atomic():
        lakeside.patients.filter(pk=maria.pk).update(record_digest=other.record_digest)


def test_digests_go_with_the_names_that_they_are_of(lakeside, maria, bob):
    before = set(maria.tokens.values_list("digest", flat=True))
    actions.update_patient(patient=maria, changes={"phone": "1"}, by=bob)
    assert set(maria.tokens.values_list("digest", flat=True)) == before

    actions.update_patient(patient=maria, changes={"given_name": "Ana"}, by=bob)
    assert len(before & set(maria.tokens.values_list("digest", flat=True))) == 5  # O'Brien, born
    assert maria.tokens.count() == 6


# Sealed


def stored(patient):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM clinics_patient WHERE id = %s", [patient.pk])
        return repr([bytes(v) if isinstance(v, memoryview) else v for v in cursor.fetchone()])


def test_nothing_about_a_patient_is_stored_in_clear(maria):
    row = stored(maria)

    assert maria.language in row
    for word in ("Mar", "Brien", "1984", "maria", "patients.example", "LK-1"):
        assert word not in row


def test_same_name_is_stored_otherwise_for_another_patient(lakeside, bob):
    one, other = (register(lakeside, bob) for _ in range(2))
    values = lakeside.patients.values_list("given_name", flat=True)

    assert len({value.data for value in values}) == 2
    assert one.given_name == other.given_name == "Ana"


def in_a_page(value):
    return Template("{{ value }}").render(Context({"value": value}))


def test_value_read_without_its_row_is_sealed_and_does_not_show(lakeside, maria):
    (name,) = lakeside.patients.values_list("given_name", flat=True)

    assert repr(name) == "<sealed, 159 bytes>"
    for show in (str, "{}".format, bool, len, list, bytes, in_a_page):
        with pytest.raises(TypeError):
            show(name)
    with pytest.raises(TypeError):
        assert name == "María José"


@pytest.mark.parametrize("name", ["given_name", "email", "date_of_birth"])
@pytest.mark.parametrize("lookup", ["", "__exact", "__in", "__contains", "__startswith", "__gt"])
def test_sealed_column_is_not_compared(lakeside, maria, name, lookup):
    with pytest.raises(FieldError):
        lakeside.patients.filter(**{name + lookup: [maria.given_name]})


def test_sealed_column_is_written_by_its_row_only(lakeside, maria):
    with pytest.raises(TypeError), transaction.atomic():
        lakeside.patients.update(given_name="Ana")
    maria.given_name = "Ana"
    with pytest.raises(TypeError), transaction.atomic():
        lakeside.patients.bulk_update([maria], ["given_name"])
    assert lakeside.patients.get().given_name == "María José"


def test_row_that_was_opened_is_not_pickled(maria):
    assert maria.given_name == "María José"
    for away in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="Patient rows are not pickled"):
            away(maria)


def test_deferred_and_refreshed_values_open(lakeside, maria, bob):
    deferred = lakeside.patients.only("language").get()
    assert (deferred.given_name, deferred.phone) == ("María José", "")

    actions.update_patient(patient=maria, changes={"phone": "555"}, by=bob)
    deferred.refresh_from_db()
    assert deferred.phone == "555"


def test_value_that_was_not_opened_goes_back_as_it_came(lakeside, maria):
    before = stored(maria)
    lakeside.patients.get().save()

    assert stored(maria) == before


@pytest.mark.parametrize(
    "swap",
    [
        "given_name = family_name",
        "given_name = (SELECT given_name FROM clinics_patient p WHERE p.id <> clinics_patient.id)",
        "keyring = (SELECT keyring FROM clinics_patient p WHERE p.id <> clinics_patient.id)",
        "public_id = '00000000000040008000000000000000'",
        "clinic_id = (SELECT max(c.id) FROM clinics_clinic c)",
    ],
)
def test_value_that_was_moved_does_not_open(lakeside, maria, bob, harbor, swap):
    register(lakeside, bob)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE clinics_patient SET {swap} WHERE id = %s", [maria.pk])  # noqa: S608

    with pytest.raises(DecryptionFailed):
        _ = Patient.objects.get(pk=maria.pk).given_name
