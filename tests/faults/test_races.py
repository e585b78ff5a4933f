"""Many at once: what is done is done once, nobody overwrites anybody without being told."""

import contextvars
import datetime
import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from clinics import audit
from clinics.actions import update_clinic, update_patient
from clinics.models import Role
from screening import actions
from screening.actions.notifications import send_notification
from screening.actions.renewals import renew_unfinished, up_to_date
from screening.models import (
    Flag,
    Intake,
    Invitation,
    Notification,
    Review,
    Screening,
    SentPage,
    Trigger,
)
from tests.intakes import DECLARATION, begin, bring_in, send_pages, submit
from tests.people import employ
from tests.reviewing import fresh
from tests.versions import approved, small

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call returned or raised, all of them started at the same moment."""
    start = threading.Barrier(len(calls))
    outcomes: list[Any] = [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        start.wait()
        try:
            outcomes[place] = call()
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    scoped = [contextvars.copy_context() for _ in calls]
    threads = [
        threading.Thread(target=scoped[place].run, args=(run, place, call))
        for place, call in enumerate(calls)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def kinds(outcomes):
    return sorted(type(outcome).__name__ for outcome in outcomes)


def test_fifty_submits_at_once_send_one_intake(intake):
    intake = send_pages(intake, {"suicide_attempt": "under_3_months"})

    def send():
        return actions.submit(intake=intake, signed_name="Maria", declaration=DECLARATION)

    outcomes = at_once(*[send] * 50)

    assert kinds(outcomes) == ["Intake"] * 50
    assert len({outcome.submitted_at for outcome in outcomes}) == 1
    assert Screening.objects.filter(trigger=Trigger.SUBMISSION).count() == 1
    assert Flag.objects.filter(rule="recent-suicide-attempt").count() == 1
    assert Notification.objects.count() == 1
    assert audit.verify(intake.clinic) == []


def test_twenty_identical_pages_at_once_are_one(intake):
    def save():
        return actions.save_page(
            intake=intake, link_id="suicide_attempt", answer="under_3_months", revision=1
        )

    outcomes = at_once(*[save] * 20)

    assert kinds(outcomes) == ["SavedPage"] * 20
    assert all(len(outcome.urgent) == 1 for outcome in outcomes)
    assert SentPage.objects.count() == 2
    assert Flag.objects.count() == Notification.objects.count() == 1


def test_different_pages_at_once_are_all_kept(intake):
    answers = {
        "completed_by": "self",
        "suicide_attempt": "under_3_months",
        "ride_home": "yes",
        "previous_ketamine": "never",
        "mania_past_month": "no",
        "vascular_history": ["none"],
        "substance_problem": "no",
        "hypertension_diagnosed": "no",
    }

    at_once(
        *[
            lambda link_id=link_id, answer=answer: actions.save_page(
                intake=intake, link_id=link_id, answer=answer, revision=1
            )
            for link_id, answer in answers.items()
        ]
    )

    stored = fresh(intake)
    assert stored.answers == {"date_of_birth": "1984-03-27", **answers}
    assert stored.revision == 9
    assert list(stored.sent_pages.order_by("number").values_list("number", flat=True)) == [
        *range(1, 10)
    ]
    assert stored.level == "urgent"
    assert audit.verify(intake.clinic) == []


def test_last_page_and_submit_at_once_lose_nothing(intake):
    intake = send_pages(intake)

    page, _ = at_once(
        lambda: actions.save_page(
            intake=intake,
            link_id="suicide_attempt",
            answer="under_3_months",
            revision=intake.revision,
        ),
        lambda: actions.submit(intake=intake, signed_name="Maria", declaration=DECLARATION),
    )

    stored = fresh(intake)
    assert stored.is_submitted
    assert stored.needs_review
    sent = SentPage.objects.latest("number")
    assert sent.answer == "under_3_months"
    if isinstance(page, actions.AlreadySubmitted):
        assert sent.refused == "SUBMITTED"
    else:
        assert stored.level == "urgent"
        assert stored.current_screening.answers["suicide_attempt"] == "under_3_months"


def test_two_reviewers_at_once_make_one_decision(intake, lakeside):
    intake = fresh(submit(intake))
    reviewers = [employ(name, lakeside, Role.CLINICIAN) for name in "ABCDEFGH"]

    def decide(by):
        return actions.decide(
            intake=intake,
            screening=intake.current_screening,
            decision="NOT_SUITABLE",
            reason="Seen in person.",
            key=uuid.uuid4(),
            by=by,
        )

    outcomes = at_once(*[lambda by=by: decide(by) for by in reviewers])

    assert kinds(outcomes) == ["AlreadyDecided"] * 7 + ["Review"]
    winner = next(outcome for outcome in outcomes if isinstance(outcome, Review))
    told = [outcome for outcome in outcomes if outcome is not winner]
    assert {refusal.review.by for refusal in told} == {winner.by}
    assert Review.objects.count() == 1


def test_one_form_sent_many_times_at_once_is_one_decision(intake, alice):
    intake = fresh(submit(intake))
    form = {
        "intake": intake,
        "screening": intake.current_screening,
        "decision": "SUITABLE",
        "key": uuid.uuid4(),
        "by": alice,
    }

    outcomes = at_once(*[lambda: actions.decide(**form)] * 8)

    assert len({outcome.pk for outcome in outcomes}) == 1


def test_claims_at_once_have_one_winner(intake, lakeside):
    reviewers = [employ(name, lakeside, Role.CLINICIAN) for name in "ABCDEFGH"]

    outcomes = at_once(*[lambda by=by: actions.claim(intake=intake, by=by) for by in reviewers])

    assert kinds(outcomes) == ["ClaimedByAnother"] * 7 + ["Intake"]
    winner = fresh(intake).claimed_by
    assert {o.by for o in outcomes if isinstance(o, actions.ClaimedByAnother)} == {winner}


def test_guesses_at_once_share_five_tries(invited):
    wrong = datetime.date(1990, 1, 1)

    outcomes = at_once(
        *[lambda: actions.open_with_birth_date(invitation=invited[0], date_of_birth=wrong)] * 20
    )

    assert kinds(outcomes) == ["InvitationClosed"] * 16 + ["WrongBirthDate"] * 4
    assert Invitation.objects.get().failed_tries == 5
    assert Notification.objects.count() == 1


def test_two_devices_at_once_begin_one_intake(invited, maria):
    outcomes = at_once(
        *[
            lambda: actions.open_with_birth_date(
                invitation=invited[0], date_of_birth=maria.date_of_birth
            )
        ]
        * 8
    )

    assert Intake.objects.count() == 1
    alive = [actions.load_session(token=session) for _, session in outcomes]
    assert len([intake for intake in alive if intake]) == 1


def test_correction_at_once_is_made_once(intake, alice):
    now = intake.started_at
    wrong = actions.record_vital_sign(
        intake=intake, systolic=210, diastolic=80, measured_at=now, by=alice
    )

    outcomes = at_once(
        *[
            lambda systolic=systolic: actions.record_vital_sign(
                intake=intake,
                systolic=systolic,
                diastolic=80,
                measured_at=now,
                by=alice,
                corrects=wrong,
            )
            for systolic in range(120, 128)
        ]
    )

    assert kinds(outcomes) == ["AlreadyCorrected"] * 7 + ["VitalSign"]


def test_workers_at_once_send_one_mail(intake):
    actions.save_page(intake=intake, link_id="suicide_attempt", answer="under_3_months")
    number = Notification.objects.get().pk

    outcomes = at_once(*[lambda: send_notification.call(number, intake.clinic_id)] * 8)

    assert sorted(outcomes) == [False] * 7 + [True]
    assert len(mail.outbox) == 1


def change(action, field, **who):
    """To something else each time."""
    digits = uuid.uuid4().int % 10_000
    return action(changes={field: f"555-010-{digits:04}"}, **who)


def open_invitation(invitation):
    return actions.open_with_birth_date(
        invitation=invitation, date_of_birth=invitation.patient.date_of_birth
    )


def test_everything_at_once_waits_for_nobody_in_a_circle(
    intake, version, maria, bob, alice, dana, lakeside
):
    """Patients, front desk, clinicians and the administrator of one clinic, all busy."""
    others = [begin(version, maria, bob) for _ in range(4)]
    invitation, _ = actions.invite(patient=maria, version=version, language="en", by=bob)

    def fill(each):
        return lambda: submit(each, {"suicide_attempt": "under_3_months"})

    def often(call):
        return lambda: [call() for _ in range(5)]

    def claim_and_release():
        actions.claim(intake=others[0], by=alice)
        actions.release(intake=others[0], by=alice)

    outcomes = at_once(
        *[fill(each) for each in others],
        often(lambda: change(update_clinic, "opening_hours", clinic=lakeside, by=dana)),
        often(lambda: change(update_patient, "phone", patient=maria, by=bob)),
        often(lambda: open_invitation(invitation)),
        often(claim_and_release),
        actions.send_unsent,
    )

    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert {fresh(each).status for each in others} == {"SUBMITTED"}
    assert audit.verify(lakeside) == []


def test_asking_again_and_sending_at_once_leave_one_whole_story(lakeside, maria, bob, dana, erin):
    """Sent before on the old version, or asked again on the new one: never half of both."""
    begun = begin(bring_in(lakeside, small()), maria, bob)
    page = {"link_id": "danger", "answer": "no", "revision": begun.revision}
    intake = actions.save_page(intake=begun, **page).intake
    other_words = small()
    other_words["sections"][0]["questions"][0]["text"] = {"en": "Any danger?"}
    newer = approved(lakeside, dana, erin, other_words)
    sign = {"signed_name": "Maria", "declaration": DECLARATION}

    sent, published = at_once(
        lambda: actions.submit(intake=intake, **sign),
        lambda: actions.publish(version=newer, by=dana, asks_again=True),
    )
    at_once(
        lambda: renew_unfinished.call(newer.question_set_id, lakeside.pk),
        lambda: up_to_date(fresh(intake)),
    )

    assert published.is_published
    stored = fresh(intake)
    if stored.is_submitted:
        assert (stored.version_id, stored.answers) == (begun.version_id, {"danger": "no"})
        assert stored.renewals.count() == 0
    else:
        assert isinstance(sent, actions.NotFinished)
        assert (stored.version_id, stored.answers) == (newer.pk, {})
        assert stored.renewals.get().removed == {"danger": "no"}
    assert [page.answer for page in stored.sent_pages.all()] == ["no"]
