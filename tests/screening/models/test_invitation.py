import datetime

import pytest
from django.utils import timezone

from screening import actions
from screening.models import Closed, Invitation
from tests.intakes import submit


def again(invitation):
    return Invitation.objects.get(pk=invitation.pk)


def test_new_invitation_is_open(invited):
    assert invited[0].is_open
    assert invited[0].why_closed is None
    assert invited[0].begun is None


def test_begun_invitation_is_open(intake):
    assert intake.invitation.is_open
    assert intake.invitation.begun == intake


def test_invitation_closes_when_it_is_revoked(invited, bob):
    actions.revoke(invitation=invited[0], by=bob)

    assert again(invited[0]).why_closed is Closed.REVOKED


def test_invitation_closes_when_it_is_sent(intake):
    submit(intake)

    assert again(intake.invitation).why_closed is Closed.SPENT


def test_invitation_closes_when_it_is_withdrawn(intake):
    actions.withdraw(intake=intake)

    assert again(intake.invitation).why_closed is Closed.WITHDRAWN


def test_invitation_that_nobody_opened_closes_in_time(invited):
    invited[0].expires_at = timezone.now() - datetime.timedelta(seconds=1)

    assert invited[0].why_closed is Closed.EXPIRED


def test_begun_invitation_outlives_its_time(intake):
    intake.invitation.expires_at = timezone.now() - datetime.timedelta(days=1)

    assert intake.invitation.is_open


@pytest.mark.parametrize("marked", [True, False])
def test_begun_invitation_closes_when_nothing_is_kept_any_more(intake, marked):
    intake.keep_until = timezone.now() - datetime.timedelta(days=1)
    intake.save(update_fields=["keep_until"])
    if marked:
        actions.expire_intakes()

    assert again(intake.invitation).why_closed is Closed.EXPIRED
