"""The queue: who waits, why, and in which order."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clinics import actions as clinic_actions
from screening import actions
from screening.models import Intake
from screening.presenters import queue
from screening.presenters.queue import ON_A_PAGE
from screening.rules import Engine
from tests.intakes import ANEURYSM, begin, submit
from tests.reviewing import assess_all, decide
from tests.staff_pages import problems, read

QUEUE = "/queue/"
URGENT = {"suicide_attempt": "under_3_months"}
CLINICAL = ("urgent", "contraindication", "aneurysm", "suicid", "caution", "ruled out", "flag")


@pytest.fixture
def register(lakeside, bob):
    """Another patient of Lakeside, by name."""

    def add(name):
        return clinic_actions.register_patient(
            clinic=lakeside,
            given_name=name,
            family_name="Kim",
            date_of_birth=dt.date(1990, 5, 6),
            by=bob,
        )

    return add


@pytest.fixture
def urgent(version, register, bob):
    """An intake in progress with an urgent answer: in the queue after one page."""

    def start(name):
        intake = begin(version, register(name), bob)
        return actions.save_page(
            intake=intake, link_id="suicide_attempt", answer=URGENT["suicide_attempt"]
        ).intake

    return start


def names(response):
    return [row.name for row in response.context["rows"]]


def look(client, query=""):
    return client.get(f"{QUEUE}{query}")


def explode(*args, **options):
    raise RuntimeError


def test_row_says_who_why_and_since_when(intake, clinician):
    submit(intake, {**ANEURYSM, "mania_past_month": "not_sure"})

    said = read(look(clinician))

    assert f"27, 1984, 42 {intake.reference}" in said
    assert "Contraindication Aneurysm, arteriovenous malformation or brain bleed" in said
    assert "Cannot rule out: Possible mania in the past month" in said
    assert "0 min due in 23 h 59 min Nobody" in said
    assert "Most pressing first, then who has waited longest." in said


def test_queue_is_ordered_by_level_and_then_by_time(version, register, bob, urgent, clinician):
    for name, answers in (("Caution", {"ride_home": "no"}), ("Grave", ANEURYSM), ("Low", {})):
        submit(begin(version, register(name), bob), answers)
    urgent("First")
    urgent("Second")

    assert names(look(clinician)) == [
        "First Kim",
        "Second Kim",
        "Grave Kim",
        "Caution Kim",
        "Low Kim",
    ]


def test_nobody_waits_in_an_empty_queue(version, clinician):
    assert "Nobody is waiting." in read(look(clinician))


def test_decided_intake_is_out_of_the_queue(intake, alice, clinician):
    submit(intake)
    decide(intake, "SUITABLE", by=alice)

    assert names(look(clinician)) == []


def test_void_decision_is_back_and_says_so(intake, alice, clinician):
    submit(intake)
    decide(intake, "SUITABLE", by=alice)
    actions.record_vital_sign(
        intake=intake, systolic=172, diastolic=104, measured_at=timezone.now(), by=alice
    )

    said = read(look(clinician))
    assert "Contraindication Decision void" in said
    assert "Blood pressure not controlled" in said


def test_earlier_urgent_answer_stays_until_it_is_assessed(intake, alice, clinician):
    actions.save_page(intake=intake, link_id="suicide_attempt", answer="under_3_months")
    actions.save_page(intake=intake, link_id="suicide_attempt", answer="no")

    said = read(look(clinician))
    assert "Urgent Still filling in Suicide attempt in the past 3 months" in said

    assess_all(intake, by=alice)
    assert names(look(clinician)) == []


def test_intake_without_rules_stands_before_all(
    version, register, bob, urgent, clinician, monkeypatch
):
    urgent("Urgent")
    intake = begin(version, register("Unscreened"), bob)
    monkeypatch.setattr(Engine, "glance", explode)
    actions.save_page(intake=intake, link_id="ride_home", answer="yes")

    response = look(clinician)

    assert names(response) == ["Unscreened Kim", "Urgent Kim"]
    assert "Needs human review Still filling in" in read(response)


def test_overdue_is_said(intake, clinician, monkeypatch):
    submit(intake, ANEURYSM)
    later = timezone.now() + dt.timedelta(days=1, minutes=5)
    monkeypatch.setattr(queue, "timezone", SimpleNamespace(now=lambda: later))

    said = read(look(clinician))
    assert "Contraindication Overdue" in said
    assert "1 day was due sooner" in said


def test_claim_is_named(intake, alice, clinician):
    submit(intake)
    actions.claim(intake=intake, by=alice)
    assert look(clinician).context["rows"][0].claimed_by == "Alice"


# Filters


@pytest.fixture
def mixed(version, register, bob, alice, urgent, monkeypatch):
    """One of each kind, of which Alice has claimed one."""
    urgent("Unsent")
    submit(begin(version, register("Grave"), bob), ANEURYSM)
    low = submit(begin(version, register("Low"), bob))
    actions.claim(intake=low, by=alice)
    spanish, _ = actions.invite(patient=register("Luz"), version=version, language="es", by=bob)
    begun, _ = actions.open_with_birth_date(
        invitation=spanish, date_of_birth=spanish.patient.date_of_birth
    )
    with monkeypatch.context() as broken:
        broken.setattr(Engine, "glance", explode)
        actions.save_page(intake=begun, link_id="ride_home", answer="yes")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Luz Kim", "Unsent Kim", "Grave Kim", "Low Kim"]),
        ("?level=human", ["Luz Kim"]),
        ("?level=urgent", ["Unsent Kim"]),
        ("?level=contraindication", ["Grave Kim"]),
        ("?level=none", ["Low Kim"]),
        ("?status=SUBMITTED", ["Grave Kim", "Low Kim"]),
        ("?status=IN_PROGRESS", ["Luz Kim", "Unsent Kim"]),
        ("?claimed=me", ["Low Kim"]),
        ("?claimed=nobody", ["Luz Kim", "Unsent Kim", "Grave Kim"]),
        ("?language=es", ["Luz Kim"]),
        ("?claimed=nobody&status=SUBMITTED&level=contraindication", ["Grave Kim"]),
        ("?level=caution", []),
    ],
)
def test_filters_choose_and_can_be_joined(mixed, clinician, query, found):
    response = look(clinician, query)

    assert names(response) == found
    assert ("Nothing in the queue fits these filters." in read(response)) == (not found)
    assert ("Show everybody" in read(response)) == bool(query)


@pytest.mark.parametrize(
    "query",
    [
        "?level=clear",
        "?status=WITHDRAWN",
        "?claimed=7",
        "?language=tlh",
        "?after=1",
        "?after=1.2.3.4",
        "?after=9.999999999999999999.1",
        "?after=1.2.3%00",
    ],
)
def test_address_that_nobody_offered_shows_nobody(mixed, clinician, query):
    response = look(clinician, query)

    assert response.status_code == 422
    assert problems(response)
    assert names(response) == []
    assert "Nobody is waiting" not in read(response)


# Pages


def test_every_intake_is_on_one_page_and_only_one(urgent, clinician):
    for number in range(ON_A_PAGE + 3):
        urgent(f"P{number:02}")

    first = look(clinician)
    second = clinician.get(first.context["following"])

    assert names(first) + names(second) == [f"P{number:02} Kim" for number in range(ON_A_PAGE + 3)]
    assert second.context["following"] == ""
    assert "Further down the queue. Back to the first page" in read(second)


def test_page_begins_after_the_last_one_seen_whatever_left_the_queue(urgent, alice, clinician):
    intakes = [urgent(f"P{number:02}") for number in range(ON_A_PAGE + 1)]
    following = look(clinician).context["following"]
    assess_all(intakes[0], by=alice)

    assert names(clinician.get(following)) == [f"P{ON_A_PAGE:02} Kim"]


def test_next_page_keeps_the_filters(urgent, clinician):
    for number in range(ON_A_PAGE + 1):
        urgent(f"P{number:02}")

    following = look(clinician, "?claimed=nobody").context["following"]

    assert "claimed=nobody&after=" in following
    assert len(names(clinician.get(following))) == 1


def queries(client):
    with CaptureQueriesContext(connection) as captured:
        assert look(client).status_code == 200
    return len(captured)


@pytest.mark.parametrize("person", ["clinician", "desk"])
def test_queue_takes_as_many_queries_for_three_as_for_sixty(intake, urgent, alice, request, person):
    client = request.getfixturevalue(person)
    submit(intake, ANEURYSM)
    assess_all(intake, by=alice)
    decide(intake, "MORE_INFORMATION", by=alice)
    for number in range(2):
        urgent(f"P{number}")
    few = queries(client)

    for number in range(57):
        urgent(f"Q{number}")

    assert Intake.objects.filter(needs_review=True).count() == 60
    assert queries(client) == few
    assert few <= 12


# What the front desk sees


def test_front_desk_sees_who_waits_and_not_why(intake, urgent, desk):
    submit(intake, {**ANEURYSM, "mania_past_month": "not_sure"})
    urgent("Pressing")

    response = look(desk)

    said = read(response)
    assert "Pressing Kim born May 6, 1990" in said
    assert "Tell a clinician now" in said
    assert "Waits for a clinician" in said
    source = response.content.decode().lower().replace('class="', "")
    assert [word for word in CLINICAL if word in read(response).lower()] == []
    assert "aneurysm" not in source
    assert intake.get_absolute_url() not in source
    assert intake.patient.get_absolute_url() in source


def test_front_desk_cannot_ask_by_level(intake, urgent, desk):
    submit(intake, ANEURYSM)
    urgent("Pressing")

    assert names(look(desk, "?level=urgent")) == names(look(desk))
    assert names(look(desk, "?level=no-such")) == names(look(desk))


def test_two_levels_that_are_not_urgent_look_the_same_to_the_front_desk(
    version, register, bob, desk
):
    submit(begin(version, register("Grave"), bob), ANEURYSM)
    submit(begin(version, register("Low"), bob))

    grave, low = look(desk).context["rows"]
    assert (grave.level, grave.tags, grave.raised) == (low.level, low.tags, low.raised)


def test_look_is_recorded_with_who_was_on_the_page(intake, clinician, lakeside, alice):
    submit(intake)
    look(clinician)

    event = lakeside.audit_events.get(action="queue.viewed")
    assert (event.actor, event.details) == (alice, {"intakes": [intake.pk]})
