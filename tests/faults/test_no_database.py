"""The database is busy for too long, or gone: what a patient wrote is not."""

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from screening import actions
from screening.actions import pages
from screening.views.patient import weathering
from tests.browsing import question
from tests.journeys.documents import Page

ALLERGIES = question("medicine_allergies")
WRITTEN = ' Penicillin,\n\n<b>"latex" & ñ'


def without_database(*args, **options):
    raise OperationalError("database is locked")


@pytest.fixture(autouse=True)
def _nothing_remembered():
    yield
    weathering._clinics.clear()


@pytest.fixture
def busy(inside, monkeypatch):
    """The page of a patient who has written something while nothing can be saved."""
    inside.open(ALLERGIES)
    with monkeypatch.context() as patch:
        patch.setattr(pages, "lock_intake", without_database)
        return inside.send({"answer": WRITTEN, "revision": "1"})


def test_page_comes_back_with_what_was_written(busy):
    assert busy.status == 503
    assert busy.response.headers["Retry-After"] == "20"
    assert "medicine_allergies" not in busy.answers
    assert "<div hidden><textarea name=" in busy.body
    form, _ = Page(busy.body).button("Send it again")
    sent = form.filled({})
    assert (sent["answer"], sent["revision"]) == ([WRITTEN], ["1"])


def test_sending_it_again_saves_it(busy):
    form, _ = Page(busy.body).button("Send it again")

    busy.send(form.filled({}), to=ALLERGIES)

    assert busy.answers["medicine_allergies"] == WRITTEN.strip()


def test_all_ticks_come_back(inside, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(pages, "lock_intake", without_database)
        inside.send({"answer": ["rhythm_problem", "valve_problem"]}, to=question("heart_history"))

    assert inside.body.count('<textarea name="answer">') == 2


def test_crisis_numbers_stay_though_nothing_can_be_looked_up(inside, monkeypatch):
    monkeypatch.setattr(actions, "load_session", without_database)

    inside.send({"answer": "self"}, to=question("completed_by"))

    assert inside.status == 503
    assert '<a class="number" href="tel:988">' in inside.body
    assert "call or text 988. In danger, call 911." in inside.text


def test_stranger_is_told_to_call_the_local_number(db, monkeypatch):
    monkeypatch.setattr(actions, "load_session", without_database)
    client = Client()
    client.cookies["intake"] = "never given out"

    response = client.get("/intake/", headers={"accept-language": "es"})

    assert response.status_code == 503
    assert "Inténtelo otra vez" in response.content.decode()
    assert "988" not in response.content.decode()


def test_link_and_date_of_birth_can_be_sent_again(phone, monkeypatch):
    def broken(**options):
        raise InterfaceError("connection already closed")

    monkeypatch.setattr(actions, "find_invitation", broken)

    phone.prove()

    assert phone.status == 503
    assert Page(phone.body).button("Send it again")[0].filled({})["answer_year"] == ["1984"]
