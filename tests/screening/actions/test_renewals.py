"""A new version is published while patients are answering, and asks them what is new."""

import datetime

import pytest
from django.utils import timezone

from clinics.actions import register_patient
from clinics.encryption.sealed import Sealed
from clinics.models import AuditEvent
from screening import actions
from screening.actions.renewals import renew_unfinished
from screening.models import Intake, Renewal, SentPage
from tests.intakes import DECLARATION, begin, bring_in
from tests.rules.small import choice, document, rule
from tests.versions import approved, small

DANGER = {"question": "danger", "equals": "yes"}
SLEEPY = {"question": "sleepy", "equals": "yes"}
BORN = datetime.date(1990, 5, 4)
OTHER_WORDS = {"text": {"en": "Are you in danger at this moment?"}}


def two(danger=None, **more):
    """A contraindication on one question, and nothing on the other."""
    questions = [choice("danger", **(danger or {})), choice("plain")]
    rules = [rule("it", DANGER, "contraindication")]
    return {**document(questions, rules), "slug": "small", "parameters": {}, **more}


def asking_more():
    """The same, and a new question with an urgent rule."""
    questions = [choice("danger"), choice("plain"), choice("sleepy")]
    rules = [rule("it", DANGER, "contraindication"), rule("asleep", SLEEPY, "urgent")]
    return {**document(questions, rules), "slug": "small", "parameters": {}}


@pytest.fixture
def published(lakeside, dana, erin):
    def publish(data, *, asks_again=True):
        version = approved(lakeside, dana, erin, data)
        return actions.publish(version=version, by=dana, asks_again=asks_again)

    return publish


@pytest.fixture
def begun(lakeside, maria, bob):
    """On the first version, with both questions still to answer."""
    return begin(bring_in(lakeside, two()), maria, bob)


def send(intake, link_id, answer, revision=None):
    seen = intake.revision if revision is None else revision
    return actions.save_page(intake=intake, link_id=link_id, answer=answer, revision=seen).intake


def submit(intake):
    return actions.submit(intake=intake, signed_name="Maria", declaration=DECLARATION)


def stored(intake):
    return Intake.objects.get(pk=intake.pk)


def test_who_has_begun_finishes_on_theirs_unless_publishing_says_otherwise(begun, published):
    before = begun.version_id
    published(asking_more(), asks_again=False)

    intake = send(send(begun, "danger", "no"), "plain", "no")

    assert (submit(intake).version_id, Renewal.objects.count()) == (before, 0)


def test_new_question_is_asked_before_all_can_be_sent(begun, published):
    intake = send(send(begun, "danger", "no"), "plain", "no")
    newest = published(asking_more())

    with pytest.raises(actions.NotFinished) as refused:
        submit(intake)

    assert refused.value.unsent == ("sleepy",)
    intake = submit(send(stored(intake), "sleepy", "no"))
    assert intake.version_id == newest.pk
    assert intake.current_screening.document_sha256 == newest.sha256
    assert intake.answers == {"danger": "no", "plain": "no", "sleepy": "no"}


def test_new_question_that_is_unknown_stays_unknown(begun, published):
    intake = send(send(begun, "danger", "no"), "plain", "no")
    published(asking_more())

    intake = submit(send(intake, "sleepy", "not_sure"))

    assert intake.level == "possible_contraindication"
    assert [flag.rule for flag in intake.current_flags] == ["asleep"]


def test_answer_to_changed_words_is_asked_again_and_none_is_lost(begun, published):
    intake = send(send(begun, "danger", "yes"), "plain", "no")
    older, newest = intake.version, published(two(OTHER_WORDS))

    with pytest.raises(actions.NotFinished) as refused:
        submit(intake)

    assert refused.value.unsent == ("danger",)
    renew_unfinished.call(newest.question_set_id, newest.clinic_id)
    intake = stored(intake)
    assert (intake.answers, intake.asked_anew) == ({"plain": "no"}, ["danger"])
    renewal = Renewal.objects.get()
    assert (renewal.before, renewal.after, renewal.number) == (older, newest, 3)
    assert renewal.removed == {"danger": "yes"}
    assert [page.answer for page in intake.sent_pages.order_by("number")] == ["yes", "no"]


@pytest.mark.parametrize(
    "changes",
    [
        {"text": {"en": "Any danger?"}},
        {"help": {"en": "Of any kind."}},
        {"required": False},
        {
            "options": [
                {"value": "yes", "label": {"en": "yes"}},
                {"value": "no", "label": {"en": "N"}},
            ]
        },
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_whatever_changes_the_meaning_of_an_answer_asks_again(begun, published, changes):
    intake = send(begun, "danger", "no")
    published(two(changes))

    intake = actions.renewals.up_to_date(stored(intake))

    assert intake.answers == {}


def test_introduction_of_its_section_is_part_of_the_words(begun, published):
    intake = send(begun, "danger", "no")
    data = two()
    data["sections"][0]["intro"] = {"en": "Think of the past month."}
    published(data)

    assert actions.renewals.up_to_date(stored(intake)).answers == {}


def test_page_shown_before_counts_where_the_question_is_the_same(begun, published):
    published(asking_more())

    intake = send(begun, "danger", "yes", revision=0)

    assert intake.answers == {"danger": "yes"}
    assert intake.sent_pages.get().refused == ""


def test_page_shown_before_in_other_words_is_kept_and_asked_again(begun, published):
    newest = published(two(OTHER_WORDS))

    with pytest.raises(actions.PageReworded) as refused:
        send(begun, "danger", "yes")

    intake = stored(begun)
    assert (intake.version_id, intake.answers) == (newest.pk, {})
    page = SentPage.objects.get()
    assert (page.answer, page.refused, page.number) == ("yes", "REWORDED", 2)
    assert refused.value.urgent == ()
    assert send(intake, "danger", "no").answers == {"danger": "no"}


def test_page_of_a_question_that_is_gone_is_kept(begun, published):
    published(small(when=DANGER))

    with pytest.raises(actions.PageReworded):
        send(begun, "plain", "yes")

    assert SentPage.objects.get().answer == "yes"


def urgent(danger=None):
    rules = [rule("it", DANGER, "urgent")]
    questions = [choice("danger", **(danger or {})), choice("plain")]
    return {**document(questions, rules), "slug": "small", "parameters": {}}


def test_urgent_answer_to_the_old_words_acts_at_once(lakeside, maria, bob, published):
    begun = begin(bring_in(lakeside, urgent()), maria, bob)
    newest = published(urgent(OTHER_WORDS))

    with pytest.raises(actions.PageReworded) as refused:
        send(begun, "danger", "yes")

    intake = stored(begun)
    assert [finding.rule for finding in refused.value.urgent] == ["it"]
    assert [flag.rule for flag in intake.open_urgent_flags] == ["it"]
    assert (intake.needs_review, intake.level) == (True, "urgent")
    screenings = intake.screenings.order_by("number")
    assert [one.document_sha256 for one in screenings] == [begun.version.sha256, newest.sha256]
    assert [actions.derive(one).is_same for one in screenings] == [True, True]


def test_same_old_page_twice_raises_one_flag(lakeside, maria, bob, published):
    begun = begin(bring_in(lakeside, urgent()), maria, bob)
    published(urgent(OTHER_WORDS))

    for _ in range(2):
        with pytest.raises(actions.PageReworded) as refused:
            send(begun, "danger", "yes")
        assert [finding.rule for finding in refused.value.urgent] == ["it"]

    assert (SentPage.objects.count(), stored(begun).flags.count()) == (1, 1)


def test_urgent_flag_of_the_old_version_stays(lakeside, maria, bob, published):
    intake = send(begin(bring_in(lakeside, urgent()), maria, bob), "danger", "yes")
    newest = published(urgent(OTHER_WORDS))

    intake = actions.renewals.up_to_date(stored(intake))

    assert intake.answers == {}
    assert [flag.rule for flag in intake.open_urgent_flags] == ["it"]
    assert (intake.level, intake.needs_review) == ("urgent", True)
    assert intake.current_screening.document_sha256 == newest.sha256


def test_new_urgent_rule_acts_on_what_was_said_without_waiting_for_the_patient(
    lakeside, begun, published
):
    send(begun, "danger", "yes")
    newest = published(urgent())

    assert renew_unfinished.call(newest.question_set_id, lakeside.pk) == 1

    intake = stored(begun)
    assert [flag.rule for flag in intake.open_urgent_flags] == ["it"]
    assert intake.notifications.get().kind == "URGENT_FINDING"


def test_sent_intake_is_left_alone(begun, published):
    sent = submit(send(send(begun, "danger", "yes"), "plain", "no"))
    newest = published(asking_more())

    assert renew_unfinished.call(newest.question_set_id, newest.clinic_id) == 0
    assert stored(sent).version_id == sent.version_id


def test_who_begins_later_by_an_old_link_is_asked_the_newest(lakeside, maria, bob, published):
    first = bring_in(lakeside, two())
    invitation, _ = actions.invite(patient=maria, version=first, language="en", by=bob)
    newest = published(asking_more())

    intake, _ = actions.open_with_birth_date(
        invitation=invitation, date_of_birth=maria.date_of_birth
    )

    assert (intake.version_id, intake.asked_anew) == (newest.pk, [])


def test_later_version_that_asks_nobody_leaves_those_who_went_on(begun, published):
    asking = published(asking_more())
    intake = actions.renewals.up_to_date(stored(begun))
    published(two(), asks_again=False)

    assert actions.renewals.up_to_date(stored(intake)).version_id == asking.pk


def test_birth_date_is_carried_over_however_it_is_put(lakeside, maria, bob, published):
    def born(text):
        questions = [
            {"link_id": "date_of_birth", "type": "date", "text": {"en": text}, "required": True},
            choice("danger"),
        ]
        rules = [rule("it", DANGER, "contraindication")]
        return {**document(questions, rules), "slug": "small", "parameters": {}}

    begun = begin(bring_in(lakeside, born("Born?")), maria, bob)
    published(born("When were you born?"))

    intake = submit(send(begun, "danger", "no"))

    assert intake.answers["date_of_birth"] == maria.date_of_birth.isoformat()


def test_damaged_record_is_mended_without_what_was_taken_out(begun, published):
    intake = send(send(begun, "danger", "yes"), "plain", "no")
    published(two(OTHER_WORDS))
    intake = actions.renewals.up_to_date(stored(intake))

    assert actions.damage.answers_from_pages(intake) == {"plain": "no"}
    intake = send(intake, "danger", "no")
    assert actions.damage.answers_from_pages(intake) == {"plain": "no", "danger": "no"}


def test_renewal_is_on_record_and_in_the_history_of_the_version(begun, published, dana):
    newest = published(asking_more())
    actions.renewals.up_to_date(stored(begun))

    event = AuditEvent.objects.get(action="intake.renewed")
    assert event.details["before"] == begun.version_id
    assert event.details["after"] == newest.pk
    step = newest.steps.get(kind="PUBLISHED")
    assert step.reason == "Patients who were answering are asked what is new or changed in it."


def test_version_that_cannot_be_read_leaves_the_intake_and_calls_a_person(
    begun, published, monkeypatch
):
    published(asking_more())
    monkeypatch.setattr(
        actions.renewals, "changed_questions", lambda *_: (_ for _ in ()).throw(KeyError("x"))
    )

    intake = actions.renewals.up_to_date(stored(begun))

    assert (intake.version_id, intake.needs_human) == (begun.version_id, True)
    assert (intake.human_reason, Renewal.objects.count()) == ("VERSION", 0)


def old_page_after_sending(begun, answer, link_id="danger"):
    """From a tab that stood open since before the first renewal."""
    with pytest.raises(actions.AlreadySubmitted) as refused:
        send(begun, link_id, answer, revision=0)
    return [finding.rule for finding in refused.value.urgent]


def test_old_page_after_sending_counts_for_no_new_words_and_calls_a_person(begun, published):
    published(two(OTHER_WORDS))
    intake = actions.renewals.up_to_date(stored(begun))
    intake = submit(send(send(intake, "danger", "yes"), "plain", "no"))

    assert old_page_after_sending(begun, "no") == []

    intake = stored(intake)
    assert (intake.level, intake.human_reason) == ("contraindication", "LATE_PAGE")
    assert [flag.rule for flag in intake.current_flags] == ["it"]
    page = intake.sent_pages.get(refused="REWORDED")
    assert (page.answer, intake.late_page) == ("no", page.number)


def test_old_page_after_sending_of_a_question_that_is_gone_is_kept(begun, published):
    published(small(when=DANGER))
    intake = actions.renewals.up_to_date(stored(begun))
    intake = submit(send(intake, "danger", "no"))

    assert old_page_after_sending(begun, "yes", "plain") == []

    assert intake.sent_pages.get(link_id="plain").answer == "yes"
    assert stored(intake).needs_human is True


def test_urgent_old_page_after_sending_acts_at_once(lakeside, maria, bob, published):
    begun = begin(bring_in(lakeside, urgent()), maria, bob)
    newest = published(urgent(OTHER_WORDS))
    intake = actions.renewals.up_to_date(stored(begun))
    intake = submit(send(send(intake, "danger", "no"), "plain", "no"))

    for _ in range(2):
        assert old_page_after_sending(begun, "yes") == ["it"]

    intake = stored(intake)
    assert [flag.rule for flag in intake.open_urgent_flags] == ["it"]
    assert intake.current_screening.is_complete
    assert intake.current_screening.document_sha256 == newest.sha256
    assert intake.sent_pages.filter(refused="REWORDED").count() == 1


def test_title_of_its_section_is_part_of_the_words(begun, published):
    intake = send(begun, "danger", "no")
    data = two()
    data["sections"][0]["title"] = {"en": "Your partner"}
    published(data)

    assert actions.renewals.up_to_date(stored(intake)).answers == {}


def test_patient_whose_date_cannot_be_opened_keeps_nobody_else_waiting(
    lakeside, maria, bob, published
):
    def born(*questions):
        asked = {"link_id": "date_of_birth", "type": "date", "text": {"en": "?"}, "required": True}
        rules = [rule("it", DANGER, "contraindication")]
        data = document([asked, choice("danger"), *questions], rules)
        return {**data, "slug": "small", "parameters": {}}

    version = bring_in(lakeside, born())
    joe = register_patient(
        clinic=lakeside, given_name="Joe", family_name="Doe", date_of_birth=BORN, by=bob
    )
    damaged, other = begin(version, maria, bob), begin(version, joe, bob)
    maria.date_of_birth = Sealed(b"\x01" * 60)
    maria.save(update_fields=["date_of_birth"])
    newest = published(born(choice("plain")))

    assert renew_unfinished.call(newest.question_set_id, lakeside.pk) == 1

    assert stored(other).version_id == newest.pk
    assert (stored(damaged).version_id, stored(damaged).needs_human) == (version.pk, True)


def test_database_error_on_one_goes_to_a_person_and_the_rest_go_on(lakeside, maria, bob, published):
    version = bring_in(lakeside, two())
    joe = register_patient(
        clinic=lakeside, given_name="Joe", family_name="Doe", date_of_birth=BORN, by=bob
    )
    broken, other = begin(version, maria, bob), begin(version, joe, bob)
    newest = published(asking_more())
    Renewal.objects.create(
        clinic=lakeside,
        intake=broken,
        number=broken.revision + 1,  # taken, so the database refuses the next one
        before=version,
        after=newest,
        removed={},
        at=timezone.now(),
    )

    assert renew_unfinished.call(newest.question_set_id, lakeside.pk) == 1

    assert stored(other).version_id == newest.pk
    left = stored(broken)
    assert (left.version_id, left.needs_human, left.needs_review) == (version.pk, True, True)
    assert left.notifications.get().kind == "NEEDS_HUMAN"
