"""The form of a question, by its type."""

from collections.abc import Mapping
from typing import Any

from screening.forms.questions.asked import Asked, Say
from screening.forms.questions.base import QuestionForm
from screening.forms.questions.blood_pressure import BloodPressureForm
from screening.forms.questions.choices import AcknowledgementsForm, ChoiceForm, ChoicesForm
from screening.forms.questions.medicines import MedicinesForm
from screening.forms.questions.written import DateForm, TextForm
from screening.rules import QuestionType

__all__ = ["Asked", "MedicinesForm", "QuestionForm", "Say", "question_form"]

FORMS: Mapping[QuestionType, type[QuestionForm]] = {
    QuestionType.DATE: DateForm,
    QuestionType.CHOICE: ChoiceForm,
    QuestionType.CHOICES: ChoicesForm,
    QuestionType.TEXT: TextForm,
    QuestionType.ACKNOWLEDGEMENTS: AcknowledgementsForm,
    QuestionType.BLOOD_PRESSURE: BloodPressureForm,
    QuestionType.MEDICINES: MedicinesForm,
}


def question_form(
    asked: Asked, data: Mapping[str, Any] | None = None, answer: Any = None
) -> QuestionForm:
    """Bound when `data` is given; else it shows the answer that is stored."""
    return FORMS[asked.question.type](asked, data, answer)
