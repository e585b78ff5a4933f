"""What the rules read of an intake: the record, with what came to it afterwards laid over it.

The record itself stays as the patient signed it.
"""

from typing import Any

from screening.actions.measurements import answers_with_measurement
from screening.models import Intake
from screening.models.sent_page import LATE


def answers_to_screen(intake: Intake) -> dict[str, Any]:
    """The answers with late pages and the newest measurement. Raises EvaluationFailed."""
    return answers_with_measurement(intake, answers_with_late_pages(intake))


def answers_with_late_pages(intake: Intake) -> dict[str, Any]:
    """The later of two late pages counts. A page that was not asked when it came never does."""
    late = intake.sent_pages.filter(refused__in=LATE).order_by("number")
    return {**intake.answers, **dict(late.values_list("link_id", "answer"))}
