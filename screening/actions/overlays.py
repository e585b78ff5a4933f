"""What the rules read of an intake: the record, with what came to it afterwards laid over it.

The record itself stays as the patient signed it.
"""

from typing import Any

from screening.actions.evaluations import Answers, ending_with_a_person, read_engine
from screening.actions.measurements import answers_with_measurement
from screening.models import HumanReason, Intake
from screening.models.sent_page import LATE
from screening.rules import Question, QuestionType

BIRTH_DATE = "date_of_birth"
"""The question that the date at the door answers, in a set that asks it."""


def answers_to_screen(intake: Intake) -> dict[str, Any]:
    """The answers with late pages, the date of birth as it is known now and the newest
    measurement. Raises EvaluationFailed."""
    answers = with_birth_date(intake, answers_with_late_pages(intake))
    return answers_with_measurement(intake, answers)


def answers_with_late_pages(intake: Intake) -> dict[str, Any]:
    """The later of two late pages counts. A page that was not asked when it came never does,
    nor one that is no answer: what it was to say, a person has to read.

    Raises EvaluationFailed.
    """
    late = intake.sent_pages.filter(refused__in=LATE, is_answer=True).order_by("number")
    with ending_with_a_person(intake, HumanReason.DECRYPTION):
        return {**intake.answers, **{page.link_id: page.answer for page in late}}


def with_birth_date(intake: Intake, answers: Answers) -> dict[str, Any]:
    """Staff may have corrected the one that the patient proved. Raises EvaluationFailed."""
    question = birth_date_question(intake)
    if question is None or BIRTH_DATE not in answers:
        return dict(answers)
    return {**answers, BIRTH_DATE: proved_date(intake)}


def proved_date(intake: Intake) -> str:
    """Raises EvaluationFailed."""
    with ending_with_a_person(intake, HumanReason.DECRYPTION):
        return intake.patient.date_of_birth.isoformat()


def birth_date_question(intake: Intake) -> Question | None:
    """The one that the date at the door answers. Raises EvaluationFailed."""
    question = read_engine(intake).document.questions.get(BIRTH_DATE)
    return question if question and question.type is QuestionType.DATE else None
