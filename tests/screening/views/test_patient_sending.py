import pytest
from django.utils import timezone

from screening.models import IntakeStatus
from tests.intakes import bring_in, send_pages

NAME = {"signed_name": "María O'Brien"}


@pytest.fixture
def finished(inside):
    """All pages are sent; the answers are there to be checked."""
    send_pages(inside.intake, {"medicine_allergies": "Penicillin"})
    return inside.open("/intake/check/")


def test_all_answers_stand_by_section_with_a_way_to_change_them(finished):
    assert finished.status == 200
    assert "Medicines and allergies" in finished.text
    assert "Penicillin" in finished.text
    assert "118/76" in finished.text
    for link_id in finished.answers.keys() - {"date_of_birth"}:
        assert f'href="/intake/question/{link_id}/"' in finished.body
    assert 'href="/intake/question/date_of_birth/"' not in finished.body


def test_blank_and_open_answers_are_shown_plainly(inside):
    send_pages(inside.intake, {"acknowledgements": ["cost"]})

    inside.open("/intake/check/")

    assert "Nothing written" in inside.text
    assert inside.text.count("Not ticked:") == 6


def test_unfinished_answers_cannot_be_sent(inside):
    assert inside.open("/intake/check/").asked == "completed_by"
    assert inside.send(NAME, to="/intake/check/").asked == "completed_by"
    assert inside.intake.status == IntakeStatus.IN_PROGRESS


def test_sending_keeps_the_name_and_the_very_words_above_it(finished):
    words = finished.intake.clinic.name + " reads and keeps my answers to plan my care."
    assert words in finished.text

    finished.send(NAME)

    assert finished.response.redirect_chain == [("/intake/done/", 303)]
    assert finished.intake.signed_name == "María O'Brien"
    assert words in finished.intake.declaration


def test_done_page_has_the_reference_and_no_word_of_a_decision(finished):
    finished.send(NAME)

    assert finished.intake.reference in finished.text
    assert "A clinician will go over your answers with you" in finished.text
    words = finished.text.lower()
    assert [word for word in ("approved", "refused", "eligible", "suitable") if word in words] == []


@pytest.mark.parametrize("name", ["", "   ", "\0", "a" * 201])
def test_name_is_needed_and_the_answers_stay(finished, name):
    finished.send({"signed_name": name})

    assert finished.status == 422
    assert '<a href="#id_signed_name">' in finished.body
    assert finished.intake.status == IntakeStatus.IN_PROGRESS


def test_sending_twice_is_sending_once(finished):
    finished.send(NAME)
    sent_at = finished.intake.submitted_at

    finished.send({"signed_name": "Somebody else"}, to="/intake/check/")

    assert finished.address == "/intake/done/"
    assert (finished.intake.submitted_at, finished.intake.signed_name) == (sent_at, "María O'Brien")


def test_pages_lead_to_the_end_after_sending(finished):
    finished.send(NAME)

    for address in ("/intake/", "/intake/check/", "/intake/delete/"):
        assert finished.open(address).address == "/intake/done/"


def test_link_opens_the_end_again_after_sending(finished, invited):
    finished.send(NAME)

    other = type(finished)(*invited)
    assert "You have sent your answers to Lakeside Ketamine Clinic." in other.open(other.link).text
    assert other.prove().address == "/intake/done/"


def test_browser_forgets_the_pages_after_sending(finished):
    response = finished.client.post("/intake/check/", NAME)

    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_end_is_not_shown_before_sending(inside):
    assert inside.open("/intake/done/").asked == "completed_by"


def test_version_published_meanwhile_changes_nothing_for_who_has_begun(finished, version):
    version.refresh_from_db()
    bring_in(version.clinic, version.parsed.source | {"title": {"en": "New", "es": "N"}})

    finished.send(NAME)

    assert finished.intake.version_id == version.pk
    assert finished.intake.submitted_at <= timezone.now()
