"""Which options of a question with several answers stand alone, and which must not.

A page refuses an option that stands alone beside any other. "None of these" has to; an option
that is itself a reason for a flag must not, or whoever ticks it cannot say what else applies.
"""

from collections.abc import Iterator

from screening.proofs.places import question_paths
from screening.proofs.remarks import Example, Remark, error, warning
from screening.proofs.studies import Study
from screening.proofs.witnesses import Witness, plain_patient
from screening.rules import Document, Option, Question, QuestionType, Severity

NONE = "none"
TELLING = frozenset({Severity.URGENT, Severity.CONTRAINDICATION, Severity.CAUTION})
"""Rules that say something about the patient; the others only ask."""


def check_standing_alone(study: Study) -> Iterator[Remark]:
    plain = plain_patient(study.bench.engine, study.witnesses)
    for link_id, path in question_paths(study.document).items():
        question = study.document.questions[link_id]
        for index, option in enumerate(question.options):
            at = f"{path}.options[{index}]"
            if question.type is not QuestionType.CHOICES:
                yield from _means_nothing(question, option, at)
            elif not option.exclusive:
                yield from _should(study.document, question, option, at, plain)
            elif not option.unknown and plain is not None:
                yield from _should_not(study, question, option, at, plain)


def _means_nothing(question: Question, option: Option, at: str) -> Iterator[Remark]:
    if option.exclusive and question.type is QuestionType.ACKNOWLEDGEMENTS:
        says = "has to be ticked like all other boxes, so it cannot stand alone"
        yield error("stands-alone", at, f"'{option.value}' of '{question.link_id}' {says}")
    elif option.exclusive:
        says = "takes one answer only, so that an option stands alone says nothing"
        yield warning("stands-alone-needless", at, f"'{question.link_id}' {says}")


def _should(
    document: Document, question: Question, option: Option, at: str, plain: Witness | None
) -> Iterator[Remark]:
    name, link_id = option.value, question.link_id
    if option.unknown:
        if name in {one.value for one in _alone(document) if one.unknown}:
            says = "can be ticked beside an answer here, and stands alone at another question"
            yield warning("not-alone", at, f"'{name}' of '{link_id}' {says}")
    elif name == NONE or any(_labels(option) & _labels(one) for one in _alone(document)):
        says = "can be ticked beside what it denies: let it stand alone"
        patient = _both(question, name, plain)
        yield error("not-alone", at, f"'{name}' of '{link_id}' {says}", patient)


def _alone(document: Document) -> Iterator[Option]:
    for question in document.questions.values():
        if question.type is QuestionType.CHOICES:
            yield from (option for option in question.options if option.exclusive)


def _labels(option: Option) -> set[tuple[str, str]]:
    return {(language, label.casefold()) for language, label in option.label.items()}


def _both(question: Question, name: str, plain: Witness | None) -> Example | None:
    others = [value for value in sorted(question.definite_values) if value != name]
    if plain is None or not others:
        return None
    return Example({**plain.answers, question.link_id: [others[0], name]}, plain.today)


def _should_not(
    study: Study, question: Question, option: Option, at: str, plain: Witness
) -> Iterator[Remark]:
    """Where it tells something itself, and not all that every other option tells: "all of these"
    does, and "none of these" tells nothing."""
    own = _told(study, question, option.value, plain)
    if not own:
        return
    for value in sorted(question.definite_values - {option.value}):
        lost = sorted(_told(study, question, value, plain) - own)
        if lost:
            yield error(
                "stands-alone",
                at,
                f"'{option.value}' of '{question.link_id}' stands alone, so a patient with"
                f" '{value}' beside it cannot say so, and '{lost[0]}' stays clear",
                Example({**plain.answers, question.link_id: [option.value]}, plain.today),
            )
            return


def _told(study: Study, question: Question, value: str, plain: Witness) -> frozenset[str]:
    """The rules that are not clear for a plain patient who ticks this alone."""
    answers = {**plain.answers, question.link_id: [value]}
    found = study.bench.engine.verdict(answers, plain.today).truths
    return frozenset(slug for slug in found if study.document.rules[slug].severity in TELLING)
