import datetime
import re
from hashlib import sha256

import pytest
from django.utils import timezone

from clinics.models import AuditEvent
from screening import actions
from screening.models import (
    Closed,
    Intake,
    Invitation,
    Notification,
    NotificationKind,
    SentPage,
)
from screening.models.question_set import _parsed
from tests.damage import damage_versions
from tests.intakes import bring_in, shipped, submit

WRONG = datetime.date(1984, 3, 28)


def again(invitation):
    return Invitation.objects.get(pk=invitation.pk)


def open_with(invitation, date_of_birth):
    return actions.open_with_birth_date(invitation=again(invitation), date_of_birth=date_of_birth)


def test_invite_keeps_only_the_hash_of_the_token(invited, maria, version, bob):
    invitation, token = invited

    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)
    assert invitation.token_digest == sha256(token.encode()).hexdigest()
    assert (invitation.patient, invitation.version, invitation.created_by) == (maria, version, bob)
    assert invitation.expires_at - invitation.created_at == datetime.timedelta(days=14)
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.actor, event.object_id) == (
        "invitation.created",
        bob,
        str(invitation.pk),
    )


def test_invite_refuses_a_draft(lakeside, maria, bob):
    draft = actions.load_document(clinic=lakeside, data=shipped())

    with pytest.raises(actions.NotInvitable):
        actions.invite(patient=maria, version=draft, language="en", by=bob)


def test_invite_refuses_another_clinics_version(harbor, maria, bob):
    version = bring_in(harbor, shipped())

    with pytest.raises(actions.NotInvitable):
        actions.invite(patient=maria, version=version, language="en", by=bob)


def test_invite_refuses_a_language_that_the_set_is_not_in(version, maria, bob):
    with pytest.raises(actions.NotInvitable):
        actions.invite(patient=maria, version=version, language="fr", by=bob)


def test_find_invitation_by_its_token(invited):
    assert actions.find_invitation(token=invited[1]) == invited[0]


@pytest.mark.parametrize("token", ["", "unknown", "\0", "\ud800", "x" * 10_000])
def test_find_invitation_knows_no_other_token(invited, token):
    assert actions.find_invitation(token=token) is None


def test_right_date_begins_an_intake(invited, maria, version):
    intake, session = open_with(invited[0], maria.date_of_birth)

    stored = Intake.objects.get()
    assert stored == intake
    assert (stored.patient, stored.version, stored.language) == (maria, version, "en")
    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{3}-[2-9A-HJKMNP-Z]{3}", stored.reference)
    assert stored.session_digest == sha256(session.encode()).hexdigest()
    assert stored.status == "IN_PROGRESS"


def test_right_date_answers_the_question_of_that_name(intake):
    assert Intake.objects.get().answers == {"date_of_birth": "1984-03-27"}
    page = SentPage.objects.get()
    assert (page.number, page.link_id, page.answer) == (1, "date_of_birth", "1984-03-27")


def test_right_date_goes_on_where_the_patient_was(intake, maria):
    actions.save_page(intake=intake, link_id="completed_by", answer="self")

    reopened, _ = open_with(intake.invitation, maria.date_of_birth)

    assert reopened.pk == intake.pk
    assert reopened.answers["completed_by"] == "self"
    assert Intake.objects.count() == 1


def test_right_date_ends_the_session_on_another_device(invited, maria):
    _, first = open_with(invited[0], maria.date_of_birth)
    _, second = open_with(invited[0], maria.date_of_birth)

    assert actions.load_session(token=first) is None
    assert actions.load_session(token=second) is not None


def test_right_date_opens_what_was_sent(intake, maria):
    submit(intake)

    reopened, session = open_with(intake.invitation, maria.date_of_birth)

    assert reopened.is_submitted
    assert actions.load_session(token=session) == reopened


@pytest.mark.parametrize("date", [WRONG, None, datetime.date(84, 3, 27)])
def test_wrong_date_opens_nothing(invited, date):
    with pytest.raises(actions.WrongBirthDate) as refusal:
        open_with(invited[0], date)

    assert refusal.value.tries_left == 4
    assert again(invited[0]).failed_tries == 1
    assert Intake.objects.count() == 0
    assert AuditEvent.objects.latest("pk").details == {"tries": 1}


def test_right_date_forgets_wrong_ones(invited, maria):
    for _ in range(4):
        with pytest.raises(actions.WrongBirthDate):
            open_with(invited[0], WRONG)

    open_with(invited[0], maria.date_of_birth)

    assert again(invited[0]).failed_tries == 0


def test_fifth_wrong_date_locks_the_invitation_and_tells_staff(invited, maria):
    for _ in range(4):
        with pytest.raises(actions.WrongBirthDate):
            open_with(invited[0], WRONG)
    with pytest.raises(actions.InvitationClosed) as refusal:
        open_with(invited[0], WRONG)

    assert refusal.value.why is Closed.LOCKED
    assert again(invited[0]).locked_at is not None
    with pytest.raises(actions.InvitationClosed):
        open_with(invited[0], maria.date_of_birth)
    assert again(invited[0]).failed_tries == 5
    notification = Notification.objects.get()
    assert notification.kind == NotificationKind.INVITATION_LOCKED
    assert (notification.invitation, notification.intake) == (invited[0], None)


def test_locking_leaves_a_patient_who_is_inside_alone(intake):
    for _ in range(5):
        with pytest.raises(actions.ActionRefused):
            open_with(intake.invitation, WRONG)

    saved = actions.save_page(intake=intake, link_id="completed_by", answer="self")

    assert saved.intake.revision == 2


@pytest.mark.parametrize("days", [14, 15])
def test_old_invitation_opens_nothing(invited, maria, days):
    Invitation.objects.update(expires_at=timezone.now() - datetime.timedelta(days=days - 14))

    with pytest.raises(actions.InvitationClosed) as refusal:
        open_with(invited[0], maria.date_of_birth)

    assert refusal.value.why is Closed.EXPIRED
    assert again(invited[0]).failed_tries == 0


def test_revoked_invitation_opens_nothing(invited, maria, bob):
    actions.revoke(invitation=invited[0], by=bob)

    with pytest.raises(actions.InvitationClosed) as refusal:
        open_with(invited[0], maria.date_of_birth)

    assert refusal.value.why is Closed.REVOKED


def test_withdrawn_intake_is_not_opened_again(intake, maria):
    actions.withdraw(intake=intake)

    with pytest.raises(actions.InvitationClosed) as refusal:
        open_with(intake.invitation, maria.date_of_birth)

    assert refusal.value.why is Closed.WITHDRAWN


def test_revoke_twice_is_once(invited, bob, alice):
    first = actions.revoke(invitation=invited[0], by=bob)
    second = actions.revoke(invitation=invited[0], by=alice)

    assert second.revoked_by == first.revoked_by == bob
    assert AuditEvent.objects.filter(action="invitation.revoked").count() == 1


def test_version_that_cannot_be_read_begins_an_intake_for_a_person(invited, maria, version):
    _parsed.clear()
    damage_versions(sha256="0" * 64, approved_sha256="0" * 64)

    intake, _ = open_with(invited[0], maria.date_of_birth)

    assert (intake.needs_human, intake.human_reason, intake.answers) == (True, "VERSION", {})


def test_revoking_a_link_back_ends_the_session_that_it_opened_and_no_other(intake, maria, bob):
    link, _ = actions.link_for_message(intake=submit(intake), by=bob)
    _, behind = actions.open_with_birth_date(invitation=link, date_of_birth=maria.date_of_birth)

    actions.revoke(invitation=link, by=bob)

    assert actions.load_session(token=behind) is None
    first = Invitation.objects.get(returns_to=None)
    _, session = actions.open_with_birth_date(invitation=first, date_of_birth=maria.date_of_birth)
    assert actions.load_session(token=session) == intake


def test_link_back_lets_in_whose_first_link_was_taken_back(intake, maria, bob):
    """What a clinician asks again must be answerable, whatever became of the older link."""
    first = Invitation.objects.get()
    link, _ = actions.link_for_message(intake=submit(intake), by=bob)
    actions.revoke(invitation=first, by=bob)

    _, session = actions.open_with_birth_date(invitation=link, date_of_birth=maria.date_of_birth)

    assert actions.load_session(token=session) == intake


def test_newer_link_back_ends_the_session_of_the_older_one(intake, maria, bob):
    older, _ = actions.link_for_message(intake=submit(intake), by=bob)
    _, session = actions.open_with_birth_date(invitation=older, date_of_birth=maria.date_of_birth)

    actions.link_for_message(intake=intake, by=bob)

    assert actions.load_session(token=session) is None
