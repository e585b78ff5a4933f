"""Who is looking at an intake now."""

from django.db import transaction
from django.utils import timezone

from clinics.models import User
from screening.actions.locks import lock_intake, record_event
from screening.actions.refusals import ActionRefused
from screening.models import Intake


class ClaimedByAnother(ActionRefused):
    """`by` has it."""

    def __init__(self, by: User) -> None:
        self.by = by
        super().__init__(f"claimed by {by}")


@transaction.atomic
def claim(*, intake: Intake, by: User) -> Intake:
    """Raises ClaimedByAnother; claiming one's own again changes nothing."""
    held = lock_intake(intake)
    refuse_claimed(held, by)
    if held.claimed_by_id is None:
        held.claimed_by, held.claimed_at = by, timezone.now()
        held.save(update_fields=["claimed_by", "claimed_at"])
        record_event(held, "intake.claimed", by=by)
    return held


@transaction.atomic
def release(*, intake: Intake, by: User) -> Intake:
    """Anybody who may claim may release, also for a colleague who went home."""
    held = lock_intake(intake)
    if held.claimed_by_id is not None:
        record_event(held, "intake.released", by=by, claimed_by=held.claimed_by_id)
        held.claimed_by = held.claimed_at = None
        held.save(update_fields=["claimed_by", "claimed_at"])
    return held


def refuse_claimed(intake: Intake, by: User) -> None:
    if intake.claimed_by is not None and intake.claimed_by != by:
        raise ClaimedByAnother(intake.claimed_by)
