import pytest

from clinics.models import AuditEvent, Role
from screening import actions
from tests.intakes import submit
from tests.people import employ
from tests.reviewing import fresh


@pytest.fixture
def erin(lakeside):
    return employ("Erin", lakeside, Role.CLINICIAN)


def test_claim_says_who_has_it(intake, alice):
    submit(intake)

    actions.claim(intake=intake, by=alice)
    actions.claim(intake=intake, by=alice)

    stored = fresh(intake)
    assert (stored.claimed_by, stored.claimed_at is not None) == (alice, True)
    assert AuditEvent.objects.filter(action="intake.claimed").count() == 1


def test_claim_refuses_what_somebody_has(intake, alice, erin):
    actions.claim(intake=intake, by=alice)

    with pytest.raises(actions.ClaimedByAnother) as refusal:
        actions.claim(intake=intake, by=erin)

    assert refusal.value.by == alice
    assert fresh(intake).claimed_by == alice


def test_release_lets_somebody_else_claim(intake, alice, erin):
    actions.claim(intake=intake, by=alice)

    actions.release(intake=intake, by=erin)
    actions.release(intake=intake, by=erin)
    actions.claim(intake=intake, by=erin)

    assert fresh(intake).claimed_by == erin
    released = AuditEvent.objects.get(action="intake.released")
    assert (released.actor, released.details) == (erin, {"claimed_by": alice.pk})
