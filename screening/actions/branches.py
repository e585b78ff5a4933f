"""Which questions an intake asks now, even when the rules cannot be run."""

from screening.actions.evaluations import EvaluationFailed, ending_with_a_person, read_engine
from screening.models import HumanReason, Intake
from screening.rules import Branches, Document, Truth


def branches_of(intake: Intake) -> Branches:
    """By the answers whose page was sent. When in doubt about all of them, ask all.

    Raises EvaluationFailed only when the document itself cannot be read.
    """
    try:
        engine = read_engine(intake)
        with ending_with_a_person(intake, HumanReason.EVALUATION):
            return engine.branch(
                intake.answers, intake.clinic.day_of_screening(), intake.answers.keys()
            )
    except EvaluationFailed:
        return everything_asked(document_of(intake))


def document_of(intake: Intake) -> Document:
    """Raises EvaluationFailed when it cannot be read."""
    with ending_with_a_person(intake, HumanReason.VERSION):
        return intake.version.parsed


def everything_asked(document: Document) -> Branches:
    """No gate is known, so each question is asked and may be said not to apply."""
    return Branches(
        asked=tuple(document.questions),
        gates={
            link_id: Truth.UNKNOWN if question.enable_when else Truth.TRUE
            for link_id, question in document.questions.items()
        },
        optional=frozenset(
            link_id for link_id, question in document.questions.items() if not question.required
        ),
        definite=frozenset(),
    )
