"""Pages that are kept in a process say to each patient exactly what drawing them anew would."""

import re

import pytest

from screening import actions
from screening.views.patient import fragments, questions
from tests.browsing import Phone

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture(autouse=True)
def _nothing_kept():
    fragments._kept.clear()
    yield
    fragments._kept.clear()


@pytest.fixture
def other_phone(version, maria, bob) -> Phone:
    """A second invitation's, at the same first question."""
    invited = actions.invite(patient=maria, version=version, language="en", by=bob)
    return Phone(*invited).prove()


def without_token(body):
    return TOKEN.sub("", body)


def walk(phone):
    """Each page as it is kept and as it is drawn anew, on the way and on the way back."""
    yield phone.asked
    phone.answer_one()
    yield phone.asked
    phone.ask("completed_by")
    yield phone.asked


def test_a_kept_page_is_what_drawing_it_anew_gives(inside, monkeypatch):
    for link_id in walk(inside):
        kept = [inside.ask(link_id).body for _ in range(2)]
        with monkeypatch.context() as anew:
            anew.setattr(questions, "shared_page", lambda *_: None)
            drawn = inside.ask(link_id).body
        assert {without_token(body) for body in kept} == {without_token(drawn)}


def test_a_kept_page_is_each_patients_own(inside, other_phone):
    inside.answer_one()
    inside.ask("completed_by").send({"answer": "self_with_help"})
    inside.ask("completed_by").send({"answer": "self"})
    other_phone.send({"answer": "self"})

    pages = [phone.ask("completed_by").body for phone in (inside, other_phone)]

    revisions = [re.findall(r'name="revision" value="(\d+)"', page) for page in pages]
    assert revisions == [[str(inside.intake.revision)], [str(other_phone.intake.revision)]]
    assert revisions[0] != revisions[1]
    tokens = [set(TOKEN.findall(page)) for page in pages]
    assert [len(found) for found in tokens] == [1, 1]
    assert tokens[0] != tokens[1]


def test_no_hole_is_left_open(inside):
    pages = [inside.body]
    while inside.asked:
        pages.append(inside.answer_one().body)

    assert not [mark for mark in fragments.MARKS.values() if any(mark in page for page in pages)]


def test_nothing_that_a_patient_wrote_is_kept(inside):
    canary = "canaryzine 5 mg"
    inside.answer({"medicines": [{"name": canary, "dose": "", "frequency": ""}]})
    inside.ask("medicines")

    assert canary in inside.body
    kept = repr([*fragments._kept.items()])
    assert canary not in kept
    assert not [token for token in TOKEN.findall(inside.body) if token in kept]
    assert str(inside.intake.public_id) not in kept


def test_what_is_kept_does_not_grow_without_end(inside, monkeypatch):
    monkeypatch.setattr(fragments, "MOST_KEPT", 3)

    inside.answer()

    assert 0 < len(fragments._kept) <= 3
