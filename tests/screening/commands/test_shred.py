import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from clinics import audit
from clinics.encryption import Erased
from clinics.keys import search_index
from clinics.models import Patient
from clinics.models.patient import ERASED
from screening.models import Intake, SentPage
from tests.intakes import ANEURYSM, submit
from tests.reviewing import fresh


def shred(monkeypatch, *words, typed):
    monkeypatch.setattr("builtins.input", lambda _question: typed)
    out = StringIO()
    call_command("shred", *map(str, words), stdout=out)
    return out.getvalue()


def sealed_values(*models):
    """How many sealed values there are, none of which opens."""
    count = 0
    for row in (row for model in models for row in model.objects.all()):
        for name in row.sealed_names():
            with pytest.raises(Erased):
                getattr(row, name)
            count += 1
    return count


def test_shredded_patient_cannot_be_read_and_is_not_found(intake, maria, lakeside, monkeypatch):
    submit(intake, ANEURYSM)

    said = shred(monkeypatch, "patient", "lakeside", maria.public_id, typed=str(maria.public_id))

    assert said == f"The patient {maria.public_id} is erased.\n"
    assert sealed_values(Patient, Intake, SentPage) > 50
    assert not lakeside.patients.matching("maria", search_index(lakeside)).exists()
    assert not lakeside.patients.matching("LK-1", search_index(lakeside)).exists()
    assert not lakeside.patient_tokens.exists()
    assert (fresh(intake).needs_review, fresh(intake).session_digest) == (False, None)
    assert lakeside.audit_events.filter(action="patient.erased", object_id=maria.pk).count() == 1
    assert audit.verify(lakeside) == []


def test_pages_of_a_shredded_patient_say_erased(intake, maria, alice, signed_in, monkeypatch):
    submit(intake, ANEURYSM)
    shred(monkeypatch, "patient", "lakeside", maria.public_id, typed=str(maria.public_id))
    client = signed_in(alice)

    page = client.get(intake.get_absolute_url())
    assert page.status_code == 410
    assert "erased on purpose" in page.content.decode()
    for address in ("/patients/", maria.get_absolute_url()):
        page = client.get(address)
        assert (page.status_code, ERASED in page.content.decode()) == (200, True)
    assert client.get(f"/patients/{maria.public_id}/edit/").status_code == 410
    assert intake.reference not in client.get("/queue/").content.decode()


def test_patient_who_was_shredded_does_not_go_on(inside, maria, monkeypatch):
    inside.answer(until="heart_history")
    shred(monkeypatch, "patient", "lakeside", maria.public_id, typed=str(maria.public_id))

    inside.open("/intake/")

    assert inside.address == "/intake/ended/"
    assert inside.intake.status == "WITHDRAWN"


def test_clinic_is_shredded_with_all_its_patients(intake, harbor, charlie, lakeside, monkeypatch):
    submit(intake)

    said = shred(monkeypatch, "clinic", "lakeside", typed="lakeside")

    assert said == "lakeside is erased, with 1 patients. Restart the server.\n"
    assert sealed_values(Patient, Intake) == 9
    assert [bytes(key.wrapped) for key in lakeside.data_keys.all()] == [b"", b""]
    with pytest.raises(Erased):
        search_index(lakeside)
    assert search_index(harbor)


@pytest.mark.parametrize("typed", ["", "yes", "Lakeside", "harbor"])
def test_nothing_is_shredded_by_a_slip(maria, lakeside, monkeypatch, typed):
    with pytest.raises(CommandError, match="Nothing was erased"):
        shred(monkeypatch, "clinic", "lakeside", typed=typed)
    assert Patient.objects.get().given_name == "María José"


@pytest.mark.parametrize(
    "words", [("patient", "lakeside", uuid.UUID(int=0)), ("clinic", "nowhere")]
)
def test_who_is_not_there_is_not_shredded(lakeside, monkeypatch, words):
    with pytest.raises(CommandError, match="There is no"):
        shred(monkeypatch, *words, typed=str(words[-1]))
