import datetime as dt
import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from clinics import keys
from clinics.actions import keys as actions
from clinics.actions import register_patient
from clinics.encryption import Context, DecryptionFailed, load_key_file
from clinics.encryption.heads import patient_key_number
from clinics.encryption.key_file import first_key_file, save_key_file
from clinics.encryption.patient_keys import wrapping_key_id
from clinics.models import AuditEvent, DataKey, Patient, Purpose
from clinics.models.data_key import cipher_of
from screening import startup
from screening.actions.erasing import erase_patient
from screening.models import Intake


@pytest.fixture
def key_file(settings, tmp_path):
    """One of its own for each test that changes keys."""
    settings.KEYS_FILE = tmp_path / "keys.json"
    save_key_file(settings.KEYS_FILE, first_key_file())
    cipher_of.cache_clear()
    yield settings.KEYS_FILE
    cipher_of.cache_clear()


def run(*words: str) -> list[str]:
    out = StringIO()
    call_command("keys", *words, stdout=out)
    return out.getvalue().splitlines()


def place(clinic) -> Context:
    return Context(clinic.pk, "a_table", "a row", "a field")


def test_clinic_has_a_data_key_and_an_index_key(key_file, lakeside, harbor):
    made = lakeside.data_keys.order_by("purpose").values_list("purpose", "wrapped_by")

    assert list(made) == [("DATA", "k1"), ("INDEX", "k1")]
    unwrapped = {key.unwrap() for key in DataKey.objects.all()}
    assert len(unwrapped) == 4


def test_clinics_do_not_open_what_others_sealed(key_file, lakeside, harbor):
    sealed = keys.seal(b"words", context=place(lakeside))

    assert keys.open_sealed(sealed, context=place(lakeside)) == b"words"
    with pytest.raises(DecryptionFailed):
        keys.open_sealed(sealed, context=place(harbor))


def test_data_keys_do_not_change_places(key_file, lakeside, harbor):
    ours, theirs = (clinic.data_keys.get(purpose=Purpose.DATA) for clinic in (lakeside, harbor))
    ours.wrapped = theirs.wrapped
    ours.save()

    with pytest.raises(DecryptionFailed):
        keys.seal(b"words", context=place(lakeside))


def test_secret_of_an_account_opens_for_that_account_only(key_file, db):
    sealed = keys.encrypt_system("JBSWY3DPEHPK3PXP", row="7", field="totp")

    assert keys.decrypt_system(sealed, row="7", field="totp") == "JBSWY3DPEHPK3PXP"
    assert sealed != keys.encrypt_system("JBSWY3DPEHPK3PXP", row="7", field="totp")
    for wrong in ({"row": "8", "field": "totp"}, {"row": "7", "field": "codes"}):
        with pytest.raises(DecryptionFailed):
            keys.decrypt_system(sealed, **wrong)
    assert DataKey.objects.filter(clinic=None).count() == 1


@pytest.mark.parametrize("text", ["", "JBSWY3DPEHPK3PXP", "not sealed", "AUQ="])
def test_secret_that_was_never_sealed_does_not_open(key_file, db, text):
    with pytest.raises(DecryptionFailed):
        keys.decrypt_system(text, row="7", field="totp")


# Changing keys


def test_keys_are_added_rotated_and_retired_while_everything_stays_readable(key_file, lakeside):
    sealed = keys.seal(b"words", context=place(lakeside))

    assert run("add")[0].startswith("k2 is in ")
    assert run("status") == ["k1: wraps 2 data keys, active", "k2: wraps 0 data keys"]
    assert run("rotate") == ["k2 is active; 2 data keys were wrapped anew."]
    assert run("status") == ["k1: wraps 0 data keys", "k2: wraps 2 data keys, active"]
    run("retire", "k1")

    cipher_of.cache_clear()
    assert list(load_key_file(key_file).keys) == ["k2"]
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert keys.open_sealed(sealed, context=place(lakeside)) == b"words"
    recorded = AuditEvent.objects.filter(clinic=None).order_by("sequence")
    assert list(recorded.values_list("action", flat=True)) == [
        "keys.added",
        "keys.rotated",
        "keys.retired",
    ]


def test_rotation_that_was_cut_short_goes_on_where_it_stopped(
    key_file, lakeside, harbor, monkeypatch
):
    run("add")
    rewrap, done = actions.rewrap, []

    def cut_short(key):
        if done:
            raise KeyboardInterrupt
        done.append(key)
        return rewrap(key)

    with monkeypatch.context() as patch:
        patch.setattr(actions, "rewrap", cut_short)
        with pytest.raises(KeyboardInterrupt):
            run("rotate")
    assert run("status") == ["k1: wraps 3 data keys", "k2: wraps 1 data keys, active"]
    assert run("rotate") == ["k2 is active; 3 data keys were wrapped anew."]


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("k1", "The key k1 still wraps 2 data keys; rotate first."),
        ("k2", "The key k2 is the active one; add another and rotate first."),
        ("k3", "There is no key k3 in the key file."),
    ],
)
def test_key_in_use_is_not_retired(key_file, lakeside, key, why):
    with_two = load_key_file(key_file).with_new_key().with_newest_active()
    save_key_file(key_file, with_two)

    with pytest.raises(CommandError) as refused:
        run("retire", key)
    assert str(refused.value) == why
    assert load_key_file(key_file) == with_two


def test_renewed_clinic_seals_with_a_new_key_and_opens_both(key_file, lakeside):
    before = keys.seal(b"before", context=place(lakeside))
    run("renew", "lakeside")
    after = keys.seal(b"after", context=place(lakeside))

    assert before[:18] != after[:18]
    assert keys.open_sealed(before, context=place(lakeside)) == b"before"
    assert keys.open_sealed(after, context=place(lakeside)) == b"after"
    assert lakeside.data_keys.filter(purpose=Purpose.DATA).count() == 2


@pytest.fixture
def ravi(lakeside, bob):
    """Another patient of Lakeside."""
    return register_patient(
        clinic=lakeside,
        given_name="Ravi",
        family_name="Rao",
        date_of_birth=dt.date(1971, 5, 4),
        by=bob,
    )


def newest_key(model, name, pk):
    """Which of the patient's keys sealed what stands in this column now."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM {model._meta.db_table} WHERE id = %s", [pk])  # noqa: S608
        return patient_key_number(bytes(cursor.fetchone()[0]))


def test_patients_who_are_there_get_new_keys_and_stay_readable(key_file, intake, maria, ravi):
    answers, signed = Intake.objects.get(pk=intake.pk).answers, maria.given_name

    assert run("renew", "lakeside") == ["lakeside: 2 patients have a new key."]

    assert newest_key(Patient, "given_name", maria.pk) == 2
    assert newest_key(Intake, "answers", intake.pk) == 2
    assert Patient.objects.get(pk=maria.pk).given_name == signed
    assert Intake.objects.get(pk=intake.pk).answers == answers
    active = DataKey.objects.active(maria.clinic_id, Purpose.DATA)
    keyring = bytes(Patient.objects.get(pk=maria.pk).keyring)
    assert wrapping_key_id(keyring) == active.pk
    # The keys of before open only what was written before.
    assert len(maria.keys.keys) == 1
    told = audit_of(maria.clinic, "clinic.patients_renewed")
    assert told == [{"patients": 2, "left": 0}]


def audit_of(clinic, action):
    return list(clinic.audit_events.filter(action=action).values_list("details", flat=True))


def test_renewal_that_was_cut_short_goes_on_and_makes_no_second_key(
    key_file, lakeside, maria, ravi, monkeypatch
):
    renew, done = actions.renew_patient, []

    def cut_short(clinic, pk):
        if done:
            raise KeyboardInterrupt
        done.append(pk)
        return renew(clinic, pk)

    with monkeypatch.context() as patch:
        patch.setattr(actions, "renew_patient", cut_short)
        with pytest.raises(KeyboardInterrupt):
            run("renew", "lakeside")
    assert [newest_key(Patient, "given_name", one.pk) for one in (maria, ravi)] == [2, 1]

    assert run("renew", "lakeside") == ["lakeside: 1 patients have a new key."]
    assert [newest_key(Patient, "given_name", one.pk) for one in (maria, ravi)] == [2, 2]
    assert lakeside.data_keys.filter(purpose=Purpose.DATA).count() == 2


def test_patient_whose_keys_do_not_open_is_left_and_named_as_such(key_file, maria, ravi):
    Patient.objects.filter(pk=ravi.pk).update(keyring=bytes(ravi.keyring)[:-1] + b"x")

    with pytest.raises(CommandError, match="1 patients were in use, or their keys cannot be"):
        run("renew", "lakeside")
    assert newest_key(Patient, "given_name", maria.pk) == 2


def test_erased_patient_is_left_alone(key_file, maria):
    erase_patient(patient=maria)

    assert run("renew", "lakeside") == ["lakeside: 0 patients have a new key."]
    assert Patient.objects.get(pk=maria.pk).is_erased


def test_row_read_before_the_keyring_grew_still_opens_what_came_after(key_file, intake, maria):
    before = Patient.objects.get(pk=maria.pk)
    run("renew", "lakeside")

    held = Intake.objects.get(pk=intake.pk)
    held.patient = before
    assert held.answers == intake.answers


def test_missing_file_is_not_made_anew_over_data(key_file, lakeside):
    key_file.unlink()

    with pytest.raises(CommandError, match="holds data that only its keys can open"):
        run("add")
    assert not key_file.exists()


# Refusing to start


def test_server_with_the_right_keys_starts(key_file, lakeside):
    assert startup.key_refusals() == []


def test_server_without_a_key_file_does_not_start(key_file, lakeside):
    key_file.unlink()

    assert startup.database_refusals() == [
        f"The key file {key_file} cannot be read (No such file or directory)."
    ]


def test_server_whose_keys_others_can_read_does_not_start(key_file, lakeside):
    key_file.chmod(0o644)

    assert startup.database_refusals() == [
        f"The key file {key_file} is open to others; run `chmod 600` on it."
    ]


def test_server_with_another_key_of_the_same_name_does_not_start(key_file, lakeside):
    save_key_file(key_file, first_key_file())

    assert startup.database_refusals() == [
        f"The key k1 of the key file {key_file} is missing or not the one that data in the "
        "database was sealed with."
    ]
    with pytest.raises(CommandError, match="2 data keys cannot be opened"):
        run("status")
