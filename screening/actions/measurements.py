"""What staff measured, as an answer that the rules read."""

from typing import Any

from django.utils import timezone

from screening.actions.evaluations import Answers, ending_with_a_person, read_engine
from screening.models import HumanReason, Intake, VitalSign
from screening.rules import BESIDE, Question, QuestionType
from screening.rules.answers import is_reading, read_day

METHOD = "clinic_or_pharmacy"


def answers_with_measurement(intake: Intake, answers: Answers) -> dict[str, Any]:
    """The answers with the newest measured blood pressure in place of the patient's own.

    A patient's reading of a later day stands: an older one that staff enter afterwards must not
    clear it. One that cannot be right neither stands nor is passed over: it lies beside what was
    measured, and the worse of both counts. The patient's record itself is not changed. Raises
    EvaluationFailed.
    """
    measured = intake.vital_signs.standing().first()
    if measured is None:
        return dict(answers)
    engine = read_engine(intake)
    with ending_with_a_person(intake, HumanReason.EVALUATION):
        reading = reading_of(measured, intake)
        replaced = {
            link_id: laid_over(question, answers.get(link_id), reading, intake)
            for link_id, question in engine.document.questions.items()
            if question.type is QuestionType.BLOOD_PRESSURE
        }
        return {**answers, **replaced}


def reading_of(measured: VitalSign, intake: Intake) -> dict[str, Any]:
    intake.clinic.day_of_screening()  # the day below is not guessed either
    day = timezone.localdate(measured.measured_at, intake.clinic.zone)
    return {
        "systolic": measured.systolic,
        "diastolic": measured.diastolic,
        "measured_on": day.isoformat(),
        "method": METHOD,
    }


def laid_over(question: Question, own: Any, reading: dict[str, Any], intake: Intake) -> Any:
    if not is_later(own, reading, intake):
        return reading
    return (
        own
        if is_reading(question, own, intake.clinic.day_of_screening())
        else {**reading, BESIDE: own}
    )


def is_later(own: Any, reading: dict[str, Any], intake: Intake) -> bool:
    """Taken on a day after the measurement's, and not in the future."""
    day = read_day(own.get("measured_on")) if isinstance(own, dict) else None
    measured_on = read_day(reading["measured_on"])
    return bool(day and measured_on and measured_on < day <= intake.clinic.day_of_screening())
