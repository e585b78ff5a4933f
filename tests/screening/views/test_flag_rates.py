"""Flag rates, as administrators read them."""

import pytest

from clinics.actions import grant_role
from clinics.models import AuditEvent, Role
from screening.rates import comparing
from tests.intakes import ANEURYSM, begin, bring_in, shipped, submit
from tests.people import nina_at
from tests.staff_pages import between, read
from tests.versions import draft_of, small

RATES = "/flag-rates/"
ANEURYSM_ROW = "Contraindication Aneurysm, arteriovenous malformation or brain bleed"


@pytest.fixture
def sent(version, maria, bob):
    return submit(begin(version, maria, bob), ANEURYSM)


def test_of_few_intakes_no_rate_is_told(signed_in, dana, sent):
    said = read(signed_in(dana).get(RATES))

    assert "Version 1: too few to tell" in said
    assert f"{ANEURYSM_ROW} Raised: too few to tell Undetermined: too few to tell" in said
    assert "Fisher’s exact test" in said  # noqa: RUF001


def test_rates_are_told_of_enough(signed_in, dana, sent, monkeypatch):
    monkeypatch.setattr(comparing, "FEW", 1)

    said = read(signed_in(dana).get(RATES))

    assert "By version: nothing moved" in said
    assert "Version 1: 1 intakes" in said
    assert f"{ANEURYSM_ROW} Raised: fewer than 5 Undetermined: none" in said
    assert "There is nothing yet to hold these against." in said


def test_nothing_sent_is_nothing_to_count(signed_in, dana, version):
    assert "No patient has sent anything yet on this question set" in read(
        signed_in(dana).get(RATES)
    )


def test_other_clinics_count_only_where_one_is_administrator_too(
    signed_in, dana, sent, harbor, charlie
):
    send_at(harbor, charlie)
    client = signed_in(dana)
    grant_role(user=dana, clinic=harbor, role=Role.CLINICIAN)
    client.post("/clinics/choose/", {"clinic": "lakeside"})
    said = read(client.get(RATES))
    assert "By version" in said
    assert "Your other clinics" not in said

    grant_role(user=dana, clinic=harbor, role=Role.ADMIN)

    said = read(client.get(RATES))
    assert "This clinic: too few to tell; Your other clinics: too few to tell" in said
    assert "Harbor" not in said


def test_outsiders_patients_are_never_counted(signed_in, dana, sent, harbor, charlie):
    send_at(harbor, charlie)

    said = read(signed_in(dana).get(RATES))
    assert "By version" in said
    assert "Your other clinics" not in said


def send_at(clinic, by):
    patient = nina_at(clinic, by=by)
    submit(begin(bring_in(clinic, shipped()), patient, by), ANEURYSM)


def test_set_is_chosen_by_its_name(signed_in, dana, sent, lakeside):
    draft_of(lakeside, dana, small())
    client = signed_in(dana)

    page = client.get(f"{RATES}?set=small")

    assert "No patient has sent anything yet" in read(page)
    assert between(client.get(f"{RATES}?set={sent.version.question_set.slug}"), "Version 1:", ";")
    assert client.get(f"{RATES}?set=none-such").status_code == 404


def test_name_that_no_database_can_hold_is_no_set(signed_in, dana, sent):
    """PostgreSQL refuses a NUL with an error; found by a scan."""
    assert signed_in(dana).get(f"{RATES}?set=ketamine%00").status_code == 404


def test_looking_is_on_record_without_a_name(signed_in, dana, sent):
    signed_in(dana).get(RATES)

    event = AuditEvent.objects.order_by("pk").last()
    assert (event.action, event.actor, event.details) == ("flag_rates.viewed", dana, {})


def test_clinician_may_not_and_an_operator_sees_no_clinic(signed_in, alice, sent):
    assert signed_in(alice).get(RATES).status_code == 403
    alice.is_superuser = True
    alice.save()
    assert signed_in(alice).get(RATES).status_code == 302
