"""What a clinician makes of a flag."""

from django.db import transaction
from django.utils import timezone

from clinics.models import User
from screening.actions.locks import lock_intake, record_event
from screening.actions.queues import PLACE, place
from screening.actions.refusals import ActionRefused
from screening.models import AssessmentReason, Flag, FlagAssessment, Judgement


class AssessmentRefused(ActionRefused):
    """Words are missing where they are needed, or the flag is no longer anybody's concern."""


@transaction.atomic
def assess_flag(
    *, flag: Flag, judgement: Judgement, reason: AssessmentReason, words: str = "", by: User
) -> FlagAssessment:
    """Uphold or override; the latest judgement counts. The same one again by the same person is
    the one that is there. To override needs words, and so does the reason "other".

    Assessing the last open urgent flag lets the intake's level be what its screening says.
    """
    words = words.strip()
    if not words and (judgement == Judgement.OVERRIDDEN or reason == AssessmentReason.OTHER):
        raise AssessmentRefused("words are needed")
    held = lock_intake(flag.intake)
    if not held.current_flags.filter(pk=flag.pk).exists():
        raise AssessmentRefused("a newer screening no longer finds this")
    latest = flag.latest_assessment
    said = (judgement, reason, words, by.pk)
    if latest and (latest.judgement, latest.reason, latest.words, latest.by_id) == said:
        return latest
    assessment = FlagAssessment(
        clinic_id=held.clinic_id,
        flag=flag,
        judgement=judgement,
        reason=reason,
        words=words,
        by=by,
        at=timezone.now(),
    )
    assessment.save()
    place(held)
    held.save(update_fields=PLACE)
    record_event(held, "flag.assessed", by=by, flag=flag.pk, assessment=assessment.pk)
    return assessment
