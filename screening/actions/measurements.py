"""What staff measured, as an answer that the rules read."""

import datetime
from typing import Any

from django.utils import timezone

from screening.actions.evaluations import Answers, ending_with_a_person, read_engine
from screening.models import HumanReason, Intake, VitalSign
from screening.models.sent_page import LATE
from screening.rules import BESIDE, Question, QuestionType
from screening.rules.answers import is_reading, read_day

METHOD = "clinic_or_pharmacy"


def answers_with_measurement(intake: Intake, answers: Answers) -> dict[str, Any]:
    """The answers with the newest measured blood pressure in place of the patient's own.

    A patient's reading of a later day stands: an older one that staff enter afterwards must not
    clear it. One that cannot be right, and one of which nobody can tell whether it is newer,
    neither stands nor is passed over: it lies beside what was measured, and the worse of both
    counts. The patient's record itself is not changed. Raises EvaluationFailed.
    """
    measured = intake.vital_signs.standing().first()
    if measured is None:
        return dict(answers)
    engine = read_engine(intake)
    with ending_with_a_person(intake, HumanReason.EVALUATION):
        reading = reading_of(measured, intake)
        replaced = {
            link_id: laid_over(question, answers.get(link_id), measured, reading)
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


def laid_over(question: Question, own: Any, measured: VitalSign, reading: dict[str, Any]) -> Any:
    if not isinstance(own, dict) or not has_numbers(own):
        return reading
    today = measured.intake.clinic.day_of_screening()
    day = day_taken(own, today)
    measured_on = read_day(reading["measured_on"])
    if day and measured_on and day != measured_on:
        is_later = day > measured_on
    elif was_sent_before(question, measured):
        is_later = False
    else:
        return {**reading, BESIDE: own}
    if not is_later:
        return reading
    return own if is_reading(question, own, today) else {**reading, BESIDE: own}


def has_numbers(own: dict[str, Any]) -> bool:
    return own.get("systolic") is not None or own.get("diastolic") is not None


def day_taken(own: dict[str, Any], today: datetime.date) -> datetime.date | None:
    """A day to come is none: nobody knows when that reading was taken."""
    day = read_day(own.get("measured_on"))
    return day if day and day <= today else None


def was_sent_before(question: Question, measured: VitalSign) -> bool:
    """The page that brought the reading came before staff measured, so the reading is the older
    one, of whatever day it is."""
    pages = measured.intake.sent_pages.filter(link_id=question.link_id, is_answer=True)
    page = pages.filter(refused__in=["", *LATE]).order_by("-number").first()
    return page is not None and page.sent_at <= measured.measured_at
