"""What a clinician does with an intake, in as few words as a test has room for."""

import uuid
from typing import Any

from clinics.models import User
from screening import actions
from screening.models import AssessmentReason, Decision, Flag, Intake, Judgement, Review


def fresh(intake: Intake) -> Intake:
    return Intake.objects.get(pk=intake.pk)


def assess(flag: Flag, *, by: User, judgement: Judgement = Judgement.OVERRIDDEN) -> None:
    actions.assess_flag(
        flag=flag,
        judgement=judgement,
        reason=AssessmentReason.SPOKE_WITH_PATIENT,
        words="We spoke about it.",
        by=by,
    )


def assess_all(intake: Intake, *, by: User, judgement: Judgement = Judgement.OVERRIDDEN) -> None:
    """Every urgent and contraindication flag, raised or not ruled out."""
    for flag in fresh(intake).current_flags:
        if flag.is_grave:
            assess(flag, by=by, judgement=judgement)


def decide(intake: Intake, decision: str, *, by: User, **said: Any) -> Review:
    """On the newest screening and over the latest decision, as a page shown just now would."""
    now = fresh(intake)
    return actions.decide(
        intake=now,
        **{
            "screening": now.current_screening,
            "decision": Decision(decision),
            "key": uuid.uuid4(),
            "by": by,
            "replaces": now.latest_review,
            **said,
        },
    )
