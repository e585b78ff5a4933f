import datetime

import pytest
from django.utils import timezone

from clinics import audit
from clinics.models import AuditEvent
from screening import actions
from screening.models import Flag, Invitation, Notification, Screening, Trigger
from tests.intakes import ANEURYSM, DECLARATION, begin, reading, send_pages, shipped, submit
from tests.reviewing import assess, fresh


def test_submit_screens_everything_and_queues_it(intake):
    submit(intake)

    stored = fresh(intake)
    assert (stored.status, stored.signed_name, stored.declaration) == (
        "SUBMITTED",
        "Maria O'Brien",
        DECLARATION,
    )
    assert (stored.level, stored.rank, stored.needs_review) == ("none", 6, True)
    assert stored.waiting_since is not None
    screening = Screening.objects.get()
    assert stored.current_screening == screening
    assert (screening.trigger, screening.number, screening.level) == (
        Trigger.SUBMISSION,
        1,
        "none",
    )
    assert screening.is_complete is True
    assert screening.answers == stored.answers
    assert screening.document_sha256 == stored.version.sha256
    assert screening.parameters["minimum_age"] == 18
    assert Invitation.objects.get().spent_at == stored.submitted_at
    assert Flag.objects.count() == Notification.objects.count() == 0


def test_submit_puts_every_finding_on_record(intake):
    submit(intake, {**ANEURYSM, "mania_past_month": "not_sure"})

    outcome = Screening.objects.get().outcome
    flags = Flag.objects.order_by("truth", "rule")
    assert [(flag.truth, flag.rule) for flag in flags] == [
        *(("RAISED", finding["rule"]) for finding in outcome["raised"]),
        *(("UNDETERMINED", finding["rule"]) for finding in outcome["undetermined"]),
    ]
    aneurysm = flags.get(rule="aneurysmal-vascular-disease")
    assert (aneurysm.severity, aneurysm.truth) == ("contraindication", "RAISED")
    assert aneurysm.evidence[0]["answer"] == ["aneurysm"]
    mania = flags.get(rule="current-mania")
    assert (mania.severity, mania.truth) == ("contraindication", "UNDETERMINED")
    assert (mania.evidence, mania.missing) == ([], ["mania_past_month"])
    assert fresh(intake).level == "contraindication"
    assert set(fresh(intake).current_flags) == set(flags)


def test_submit_counts_silence(intake):
    submit(intake, {"mania_past_month": None})

    stored = fresh(intake)
    assert stored.level == "possible_contraindication"
    assert stored.current_screening.outcome["unknown_questions"] == ["mania_past_month"]


def test_submit_twice_is_once(intake):
    first = submit(intake)

    second = actions.submit(intake=intake, signed_name="Somebody else", declaration="Other.")

    assert second.submitted_at == first.submitted_at
    assert fresh(intake).signed_name == "Maria O'Brien"
    assert Screening.objects.count() == 1
    assert AuditEvent.objects.filter(action="intake.submitted").count() == 1


def test_submit_refuses_while_pages_are_unsent(intake):
    with pytest.raises(actions.NotFinished) as refusal:
        actions.submit(intake=intake, signed_name="Maria", declaration=DECLARATION)

    assert refusal.value.unsent[:2] == ("completed_by", "treatment_reasons")
    assert fresh(intake).is_in_progress
    assert Screening.objects.count() == 0


@pytest.mark.parametrize("name", ["", "   ", "\t\n"])
def test_submit_refuses_without_a_name(intake, name):
    intake = send_pages(intake)

    with pytest.raises(actions.NotSigned):
        actions.submit(intake=intake, signed_name=name, declaration=DECLARATION)

    assert fresh(intake).is_in_progress


def test_submit_refuses_after_withdrawing(intake):
    intake = send_pages(intake)
    actions.withdraw(intake=intake)

    with pytest.raises(actions.IntakeWithdrawn):
        actions.submit(intake=intake, signed_name="Maria", declaration=DECLARATION)


def test_submit_keeps_one_flag_for_what_a_page_raised_before(intake):
    submit(intake, {"suicide_attempt": "under_3_months"})

    flag = Flag.objects.get(rule="recent-suicide-attempt")
    assert flag.screening.trigger == Trigger.PAGE
    assert flag in fresh(intake).current_flags
    assert Notification.objects.count() == 1


def test_submit_stays_urgent_while_an_urgent_flag_of_a_page_is_open(intake, alice):
    actions.save_page(intake=intake, link_id="suicide_attempt", answer="under_3_months")
    actions.save_page(intake=intake, link_id="suicide_attempt", answer="no")

    submit(intake)

    stored = fresh(intake)
    assert stored.current_screening.level == "none"
    assert (stored.level, stored.rank) == ("urgent", 1)
    assert [flag.rule for flag in stored.current_flags] == ["recent-suicide-attempt"]

    assess(Flag.objects.get(), by=alice)

    stored = fresh(intake)
    assert (stored.level, stored.rank, stored.needs_review) == ("none", 6, True)
    assert list(stored.current_flags) == []


def test_submit_reads_what_staff_measured_before(intake, alice):
    actions.record_vital_sign(
        intake=intake, systolic=170, diastolic=105, measured_at=timezone.now(), by=alice
    )

    submit(intake)

    screening = fresh(intake).current_screening
    assert screening.answers["blood_pressure"]["systolic"] == 170
    assert fresh(intake).answers["blood_pressure"]["systolic"] == 118
    assert screening.level == "contraindication"


@pytest.mark.parametrize("case", shipped()["cases"][::10], ids=lambda case: case["id"])
def test_submitted_cases_come_out_as_the_engine_says(version, maria, bob, case):
    """The answers of a case, sent page by page, lose nothing on the way to the screening."""
    intake = begin(version, maria, bob)
    answers = {**case["answers"], "date_of_birth": intake.answers["date_of_birth"]}
    given = {link: answers.get(link) for link in version.parsed.questions}

    submit(intake, given)

    screening = fresh(intake).current_screening
    engine = actions.engine_for(version)
    expected = engine.screen(
        engine.settle(answers, screening.today).answers, screening.today
    ).as_json()
    assert screening.outcome == expected


def test_withdraw_ends_it_and_keeps_what_was_sent(intake):
    actions.save_page(intake=intake, link_id="completed_by", answer="self")

    actions.withdraw(intake=intake)

    stored = fresh(intake)
    assert (stored.status, stored.session_digest, stored.needs_review) == (
        "WITHDRAWN",
        None,
        False,
    )
    assert stored.answers["completed_by"] == "self"
    assert stored.sent_pages.count() == 2


def test_withdraw_leaves_an_open_urgent_flag_in_the_queue(intake, alice):
    actions.save_page(intake=intake, link_id="suicide_attempt", answer="under_3_months")

    actions.withdraw(intake=intake)

    stored = fresh(intake)
    assert (stored.level, stored.rank, stored.needs_review) == ("urgent", 1, True)
    assess(Flag.objects.get(), by=alice)
    assert fresh(intake).needs_review is False


def test_withdraw_twice_is_once(intake):
    first = actions.withdraw(intake=intake)

    assert actions.withdraw(intake=intake).withdrawn_at == first.withdrawn_at
    assert AuditEvent.objects.filter(action="intake.withdrawn").count() == 1


def test_withdraw_refuses_what_was_sent(intake):
    submit(intake)

    with pytest.raises(actions.AlreadySubmitted):
        actions.withdraw(intake=intake)

    assert fresh(intake).is_submitted


def test_expire_intakes_marks_those_whose_time_is_over(intake, version, maria, bob):
    other = begin(version, maria, bob)
    intake.keep_until = timezone.now()
    intake.save(update_fields=["keep_until"])

    assert actions.expire_intakes() == 1
    assert actions.expire_intakes() == 0

    assert (fresh(intake).status, fresh(intake).session_digest) == ("EXPIRED", None)
    assert fresh(intake).answers == {"date_of_birth": "1984-03-27"}
    assert fresh(other).is_in_progress
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.actor_kind) == ("intake.expired", "SYSTEM")


def test_expire_intakes_leaves_what_was_sent(intake):
    submit(intake)

    assert actions.expire_intakes(now=timezone.now() + datetime.timedelta(days=365)) == 0


def test_expired_intake_with_an_open_urgent_flag_stays_in_the_queue(intake):
    actions.save_page(intake=intake, link_id="suicide_attempt", answer="under_3_months")

    actions.expire_intakes(now=timezone.now() + datetime.timedelta(days=365))

    assert fresh(intake).needs_review is True


def test_everything_is_in_the_audit_trail(intake):
    submit(
        intake,
        {
            "blood_pressure": reading(intake.clinic, 185, 95, days_ago=0),
            "blood_pressure_symptoms_now": "no",
        },
    )

    assert audit.verify(intake.clinic) == []
    trail = AuditEvent.objects.filter(object_type="screening.intake").order_by("sequence")
    said = list(trail.values_list("action", flat=True))
    assert said[:3] == ["intake.begun", "intake.page_sent", "intake.opened"]
    assert said[-2:] == ["intake.submitted", "intake.screened"]
    assert said.count("intake.page_sent") == fresh(intake).sent_pages.count()
