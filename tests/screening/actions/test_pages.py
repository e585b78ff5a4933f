import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clinics import audit
from clinics.models import AuditEvent
from screening import actions
from screening.models import (
    Flag,
    Notification,
    NotificationKind,
    Refusal,
    Screening,
    SentPage,
    Trigger,
)
from tests.intakes import LOW_RISK, send_pages, submit
from tests.reviewing import assess, fresh

TRANSACTION = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


def save(intake, link_id, answer, **options):
    return actions.save_page(intake=intake, link_id=link_id, answer=answer, **options)


def rules(saved):
    return [finding.rule for finding in saved.urgent]


def test_save_page_stores_the_page_and_the_answer(intake):
    before = timezone.now()

    saved = save(intake, "completed_by", "self", revision=1)

    stored = fresh(intake)
    assert stored.answers == {"date_of_birth": "1984-03-27", "completed_by": "self"}
    assert stored.revision == saved.intake.revision == 2
    assert stored.saved_at >= before
    assert (saved.urgent, saved.removed, saved.overtook) == ((), (), False)
    page = SentPage.objects.get(intake=intake, number=2)
    assert (page.clinic_id, page.link_id, page.answer) == (
        intake.clinic_id,
        "completed_by",
        "self",
    )
    assert (page.removed, page.refused, page.seen_revision) == ({}, "", 1)


def test_save_page_takes_at_most_five_statements_and_its_transaction(intake):
    save(intake, "completed_by", "self")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        save(intake, "ride_home", "yes", revision=2)

    sent = [query["sql"].split()[0] for query in queries]
    assert [verb for verb in sent if verb not in TRANSACTION] == [
        "SELECT",
        "INSERT",
        "UPDATE",
        "INSERT",
        "UPDATE",
    ]


def test_save_page_takes_no_more_statements_later_with_an_urgent_flag_on_record(
    intake, django_assert_max_num_queries
):
    save(intake, "suicide_attempt", "under_3_months")
    intake = send_pages(intake, {"suicide_attempt": "under_3_months"})

    with django_assert_max_num_queries(7):
        save(intake, "ride_home", "no", revision=intake.revision)


def test_save_page_leaves_an_audit_event_without_the_answer(intake):
    save(intake, "completed_by", "self")

    event = AuditEvent.objects.filter(clinic=intake.clinic).latest("sequence")
    assert (event.action, event.actor_kind, event.actor) == ("intake.page_sent", "PATIENT", None)
    assert (event.object_type, event.object_id) == ("screening.intake", str(intake.pk))
    assert event.details == {"page": 2}
    assert audit.verify(intake.clinic) == []


def test_save_page_keeps_the_intake_for_the_clinics_days(intake):
    saved = save(intake, "completed_by", "self")

    kept = saved.intake.keep_until - saved.intake.saved_at
    days = datetime.timedelta(days=intake.clinic.retention_days)
    assert days < kept <= days + datetime.timedelta(days=1)


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "",
        "not one of the options",
        "nul \0 and \ud800",
        "😀 مرحبا",
        ["a", "list"],
        {"an": ["object", None, 1.5, True]},
        10**400,
        "<script>alert(1)</script>",
    ],
)
def test_save_page_keeps_whatever_was_sent(intake, answer):
    save(intake, "completed_by", answer)

    assert fresh(intake).answers["completed_by"] == answer
    assert SentPage.objects.get(intake=intake, number=2).answer == answer


@pytest.mark.parametrize(
    "answer",
    ["x" * 100_000, {1, 2}, float("nan"), b"bytes", 10**5000],
    ids=["large", "set", "nan", "bytes", "huge"],
)
def test_save_page_refuses_what_it_cannot_store(intake, answer):
    with pytest.raises(actions.AnswerNotStorable):
        save(intake, "completed_by", answer)

    assert fresh(intake).revision == 1


def test_save_page_refuses_a_list_that_holds_itself(intake):
    endless = []
    endless.append(endless)

    with pytest.raises(actions.AnswerNotStorable):
        save(intake, "completed_by", endless)


@pytest.mark.parametrize("link_id", ["no_such_question", "", "x" * 500, "\0", "'; --"])
def test_save_page_refuses_a_question_that_the_set_does_not_have(intake, link_id):
    with pytest.raises(actions.UnknownQuestion):
        save(intake, link_id, "yes")

    assert SentPage.objects.filter(intake=intake).count() == 1


def test_save_page_refuses_a_question_that_is_not_asked_and_keeps_it_beside(intake):
    intake = save(intake, "suicidal_thoughts_past_month", "no").intake

    with pytest.raises(actions.PageNotAsked):
        save(intake, "suicide_plan", "yes", revision=2)

    assert "suicide_plan" not in fresh(intake).answers
    page = SentPage.objects.get(intake=intake, number=3)
    assert (page.link_id, page.answer, page.refused) == ("suicide_plan", "yes", "NOT_ASKED")
    assert save(intake, "completed_by", "self").intake.revision == 4


def test_save_page_removes_what_is_no_longer_asked_and_remembers_it(intake):
    save(intake, "suicidal_thoughts_past_month", "yes")
    save(intake, "suicide_plan", "no")

    saved = save(intake, "suicidal_thoughts_past_month", "no")

    assert saved.removed == ("suicide_plan",)
    assert "suicide_plan" not in fresh(intake).answers
    assert SentPage.objects.get(intake=intake, number=4).removed == {"suicide_plan": "no"}


def test_save_page_asks_again_what_was_removed(intake):
    save(intake, "suicidal_thoughts_past_month", "yes")
    save(intake, "suicide_plan", "no")
    save(intake, "suicidal_thoughts_past_month", "no")
    saved = save(intake, "suicidal_thoughts_past_month", "yes")

    assert "suicide_plan" not in saved.intake.answers
    with pytest.raises(actions.NotFinished) as refusal:
        actions.submit(intake=intake, signed_name="Maria", declaration="True.")
    assert "suicide_plan" in refusal.value.unsent


# Urgent answers


def test_urgent_page_raises_a_flag_and_tells_staff_at_once(intake):
    save(intake, "suicidal_thoughts_past_month", "yes")

    saved = save(intake, "suicidal_thoughts_today", "yes")

    assert rules(saved) == ["suicidal-thoughts-today"]
    stored = fresh(intake)
    assert (stored.level, stored.rank, stored.needs_review) == ("urgent", 1, True)
    assert stored.is_in_progress
    assert stored.waiting_since is not None
    screening = stored.current_screening
    assert (screening.trigger, screening.number, screening.level) == (Trigger.PAGE, 1, "urgent")
    assert screening.is_complete is False
    assert screening.answers == stored.answers
    flag = Flag.objects.get(intake=intake)
    assert (flag.rule, flag.severity, flag.truth) == ("suicidal-thoughts-today", "urgent", "RAISED")
    assert flag.title == "Suicidal thoughts today, or no clear No"
    assert flag.screening == screening
    assert flag.evidence[0]["answer"] == "yes"
    assert list(stored.open_urgent_flags) == [flag]
    notification = Notification.objects.get(intake=intake)
    assert notification.kind == NotificationKind.URGENT_FINDING
    assert notification.recipient == "on-call@lakeside.example"


def test_silence_on_an_urgent_question_is_urgent_once_its_page_is_sent(intake):
    saved = save(intake, "suicidal_thoughts_past_month", "yes")
    assert saved.urgent == ()

    assert rules(save(intake, "suicidal_thoughts_today", None)) == ["suicidal-thoughts-today"]


def test_calm_pages_leave_no_screening_and_no_flag(intake):
    intake = send_pages(intake)

    assert Screening.objects.count() == Flag.objects.count() == Notification.objects.count() == 0
    assert (intake.level, intake.needs_review, intake.rank) == ("", False, 7)


def test_contraindication_becomes_no_flag_before_everything_is_sent(intake):
    save(intake, "vascular_history", ["aneurysm"])

    assert Flag.objects.count() == 0
    assert fresh(intake).needs_review is False


def test_urgent_flag_stays_when_the_patient_changes_the_answer(intake):
    save(intake, "suicidal_thoughts_past_month", "yes")
    save(intake, "suicidal_thoughts_today", "yes")

    saved = save(intake, "suicidal_thoughts_today", "no")

    assert saved.urgent == ()
    stored = fresh(intake)
    assert (stored.level, stored.needs_review) == ("urgent", True)
    assert stored.open_urgent_flags.count() == 1


def test_same_urgent_answer_is_one_flag_and_one_mail_but_the_crisis_page_each_time(intake):
    save(intake, "suicidal_thoughts_past_month", "yes")
    save(intake, "suicidal_thoughts_today", "yes")
    save(intake, "suicidal_thoughts_today", "no")

    saved = save(intake, "suicidal_thoughts_today", "yes")

    assert rules(saved) == ["suicidal-thoughts-today"]
    assert Flag.objects.count() == Notification.objects.count() == Screening.objects.count() == 1


def test_other_pages_do_not_lead_to_the_crisis_page_again(intake):
    save(intake, "suicide_attempt", "under_3_months")

    assert save(intake, "ride_home", "yes").urgent == ()


def test_second_urgent_answer_is_a_flag_of_its_own(intake):
    save(intake, "suicidal_thoughts_past_month", "yes")
    save(intake, "suicidal_thoughts_today", "yes")

    saved = save(intake, "suicide_plan", "yes")

    assert rules(saved) == ["suicide-plan"]
    assert [flag.rule for flag in fresh(intake).open_urgent_flags.order_by("pk")] == [
        "suicidal-thoughts-today",
        "suicide-plan",
    ]
    assert Screening.objects.count() == Notification.objects.count() == 2


def test_urgent_answer_given_again_after_its_assessment_is_news(intake, alice):
    save(intake, "suicide_attempt", "under_3_months")
    assess(Flag.objects.get(intake=intake), by=alice)
    save(intake, "suicide_attempt", "no")
    assert fresh(intake).needs_review is False

    saved = save(intake, "suicide_attempt", "under_3_months")

    assert rules(saved) == ["recent-suicide-attempt"]
    stored = fresh(intake)
    assert (stored.level, stored.needs_review) == ("urgent", True)
    assert [flag.occurrence for flag in stored.open_urgent_flags] == [2]
    assert stored.current_flags.count() == 2
    assert Notification.objects.count() == 2


def test_confirming_an_assessed_urgent_answer_is_no_news(intake, alice):
    save(intake, "suicide_attempt", "under_3_months")
    assess(Flag.objects.get(intake=intake), by=alice)

    saved = save(intake, "suicide_attempt", "under_3_months")

    assert rules(saved) == ["recent-suicide-attempt"]
    assert fresh(intake).open_urgent_flags.count() == 0
    assert Notification.objects.count() == 1


# The same page twice, and two tabs


def test_same_page_twice_is_stored_once(intake):
    first = save(intake, "completed_by", "self", revision=1)
    second = save(intake, "completed_by", "self", revision=1)

    assert SentPage.objects.filter(intake=intake).count() == 2
    assert fresh(intake).revision == 2
    assert second.intake.answers == first.intake.answers
    assert second.overtook is False


def test_same_urgent_page_twice_leads_to_the_crisis_page_twice(intake):
    first = save(intake, "suicide_attempt", "under_3_months", revision=1)
    second = save(intake, "suicide_attempt", "under_3_months", revision=1)

    assert rules(first) == rules(second) == ["recent-suicide-attempt"]
    assert Flag.objects.count() == Notification.objects.count() == 1


def test_page_from_a_second_tab_changes_its_own_question_only(intake):
    save(intake, "completed_by", "self", revision=1)

    saved = save(intake, "ride_home", "no", revision=1)

    assert saved.overtook is False
    assert fresh(intake).answers == {
        "date_of_birth": "1984-03-27",
        "completed_by": "self",
        "ride_home": "no",
    }


def test_page_that_overtakes_another_tabs_answer_counts_and_says_so(intake):
    save(intake, "ride_home", "yes", revision=1)

    saved = save(intake, "ride_home", "no", revision=1)

    assert saved.overtook is True
    assert fresh(intake).answers["ride_home"] == "no"
    assert [page.answer for page in SentPage.objects.filter(link_id="ride_home")] == ["yes", "no"]


def test_answer_given_back_from_an_old_page_counts(intake):
    save(intake, "suicide_attempt", "under_3_months", revision=1)
    save(intake, "suicide_attempt", "no", revision=2)

    saved = save(intake, "suicide_attempt", "under_3_months", revision=1)

    assert fresh(intake).answers["suicide_attempt"] == "under_3_months"
    assert rules(saved) == ["recent-suicide-attempt"]


# Too late


def test_page_after_sending_is_refused_and_goes_to_the_clinician(intake):
    intake = submit(intake)
    answers = intake.answers

    with pytest.raises(actions.AlreadySubmitted):
        save(intake, "suicide_attempt", "under_3_months", revision=3)

    stored = fresh(intake)
    assert stored.answers == answers
    page = SentPage.objects.filter(intake=intake).latest("number")
    assert (page.answer, page.refused) == ("under_3_months", Refusal.SUBMITTED)
    event = AuditEvent.objects.filter(clinic=intake.clinic).latest("sequence")
    assert (event.action, event.details) == ("intake.page_refused", {"why": "SUBMITTED"})


def test_page_after_sending_that_says_nothing_new_is_not_kept_twice(intake):
    intake = submit(intake)
    count = SentPage.objects.count()

    for answer in (LOW_RISK["ride_home"], "no", "no"):
        with pytest.raises(actions.AlreadySubmitted):
            save(intake, "ride_home", answer, revision=3)

    assert SentPage.objects.count() == count + 1


def test_urgent_page_after_sending_tells_staff_once(intake):
    intake = submit(intake)
    told = Notification.objects.filter(intake=intake, kind=NotificationKind.URGENT_FINDING)

    for _ in range(2):
        with pytest.raises(actions.AlreadySubmitted) as refusal:
            save(intake, "suicide_attempt", "under_3_months", revision=3)
        assert [finding.rule for finding in refusal.value.urgent] == ["recent-suicide-attempt"]

    assert told.count() == 1


def test_page_after_withdrawing_is_refused_and_kept(intake):
    actions.withdraw(intake=intake)

    with pytest.raises(actions.IntakeWithdrawn):
        save(intake, "ride_home", "no")

    assert fresh(intake).answers == {"date_of_birth": "1984-03-27"}
    assert SentPage.objects.latest("pk").refused == Refusal.WITHDRAWN


def test_page_after_its_time_is_refused_and_kept(intake):
    intake.keep_until = timezone.now()
    intake.save(update_fields=["keep_until"])

    with pytest.raises(actions.IntakeExpired):
        save(intake, "ride_home", "no")

    assert SentPage.objects.latest("pk").refused == Refusal.EXPIRED


def test_page_after_revoking_is_refused_and_kept(intake, bob):
    actions.revoke(invitation=intake.invitation, by=bob)

    with pytest.raises(actions.InvitationRevoked):
        save(intake, "ride_home", "no")

    assert SentPage.objects.latest("pk").refused == Refusal.REVOKED
