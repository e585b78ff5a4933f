"""One form for each kind of part of a question set's document."""

from screening.editing.parts import PartKind
from screening.forms.parts.base import PartForm
from screening.forms.parts.cases import CasePartForm
from screening.forms.parts.questions import QuestionPartForm
from screening.forms.parts.rules import RulePartForm
from screening.forms.parts.small import (
    ParameterPartForm,
    PatientTextPartForm,
    SectionPartForm,
    SetPartForm,
)

FORMS: dict[PartKind, type[PartForm]] = {
    PartKind.SET: SetPartForm,
    PartKind.PARAMETER: ParameterPartForm,
    PartKind.SECTION: SectionPartForm,
    PartKind.QUESTION: QuestionPartForm,
    PartKind.RULE: RulePartForm,
    PartKind.PATIENT_TEXT: PatientTextPartForm,
    PartKind.CASE: CasePartForm,
}

__all__ = ["FORMS", "PartForm"]
