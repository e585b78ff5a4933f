"""A question set as a book for clinicians to sign: all that it asks and does, in sentences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext, override

from screening.models import QuestionSetVersion, StepException, VersionStep
from screening.presenters.codebook_words import (
    PRIORITIES,
    SEVERITIES,
    STATUSES,
    TYPES,
    headings,
    parameter_columns,
    signing,
)
from screening.presenters.conditions import Sentence, read_condition
from screening.presenters.heads import language_name
from screening.presenters.texts import pick, spaced
from screening.rules import Document, Option, Question, Rule, Severity
from screening.rules.conditions import Condition
from screening.rules.documents import NeverAsked, Parameter
from screening.rules.questions import Section
from screening.tracing import Trace, trace_rules

Book = Mapping[str, Any]
Row = tuple[str, str]


@dataclass(frozen=True)
class Edition:
    """Which version it is; of a file that is no clinic's version only the file's name."""

    clinic: str = ""
    number: int = 0
    status: str = ""
    is_approved: bool = False
    exceptions: tuple[str, ...] = ()
    file: str = ""


def edition_of(version: QuestionSetVersion, steps: Iterable[VersionStep]) -> Edition:
    """`version` comes with its clinic; `steps` are those of its whole life."""
    return Edition(
        clinic=version.clinic.name,
        number=version.number,
        status=version.status,
        is_approved=version.approved_sha256 == version.sha256,
        exceptions=tuple(
            f"{StepException(step.exception).label}: {step.reason}"
            for step in steps
            if step.exception
        ),
    )


def codebook(
    document: Document, failing: Iterable[str], edition: Edition, *, language: str
) -> Book:
    """Plain values for `screening.reports`. `failing`: ids of cases that do not come out as
    written. Texts that are not translated stand there in the document's own language."""
    with override(language):
        read = replace(document, language=language)
        return _book(read, document.languages, set(failing), edition)


def _book(
    document: Document, languages: Iterable[str], failing: set[str], edition: Edition
) -> Book:
    title = pick(document.title, document.language)
    return {
        "language": document.language,
        "heading": gettext("Codebook: {}").format(title),
        "about": _about(document, languages, edition, title),
        "notes": _notes(edition, failing),
        "footer": f"{document.slug} · {_which(edition)} · {document.sha256[:16]}",
        "statement": gettext(
            "I have read every question and every rule in this book. What I want to be changed"
            " is written beside it. My signature is about these bytes of the document and no"
            " others:"
        ),
        "signing": signing(),
        "sha256": document.sha256,
        "words": headings(),
        "parameters": [_parameter(one) for one in document.parameters.values()],
        "parameter_columns": parameter_columns(),
        "sections": [_section(section, document) for section in document.sections],
        "rules": _rules(trace_rules(document, failing), document),
    }


def _about(document: Document, languages: Iterable[str], edition: Edition, title: str) -> list[Row]:
    counts = gettext("{} questions, {} rules, {} example patients").format(
        len(document.questions), len(document.rules), len(document.cases)
    )
    return [
        (gettext("Question set"), title),
        (gettext("Treatment"), pick(document.treatment, document.language)),
        (gettext("Version"), _which(edition)),
        *([(gettext("Clinic"), edition.clinic)] if edition.clinic else []),
        *([(gettext("Status"), str(STATUSES[edition.status]))] if edition.status else []),
        (gettext("This book is in"), language_name(document.language)),
        (gettext("Patients may read it in"), ", ".join(map(language_name, languages))),
        (gettext("It holds"), counts),
        ("SHA-256", document.sha256),
    ]


def _which(edition: Edition) -> str:
    if edition.file:
        return gettext("file {}").format(edition.file)
    return gettext("version {}").format(edition.number)


def _notes(edition: Edition, failing: set[str]) -> list[str]:
    notes = list(edition.exceptions)
    if edition.file:
        notes.append(gettext("Made from a file: it does not say whether anybody approved it."))
    elif not edition.is_approved:
        notes.append(gettext("This version is not approved. No patient is asked by it."))
    if failing:
        notes.append(
            gettext("These example patients do not come out as written: {}").format(
                ", ".join(sorted(failing))
            )
        )
    return notes


def _parameter(parameter: Parameter) -> dict[str, str]:
    return {
        "name": parameter.name,
        "value": f"{parameter.value} {parameter.unit}",
        "help": parameter.help,
    }


def _section(section: Section, document: Document) -> dict[str, Any]:
    return {
        "title": pick(section.title, document.language),
        "questions": [_question(one, document) for one in section.questions],
    }


def _question(question: Question, document: Document) -> dict[str, Any]:
    language = document.language
    required = gettext("must be answered") if question.required else gettext("may be left blank")
    return {
        "text": pick(question.text, language),
        "help": pick(question.help, language),
        "facts": [
            (gettext("Name in the document"), question.link_id),
            (gettext("Kind of answer"), f"{TYPES[question.type]}, {required}"),
        ],
        "asked": _sentence(question.enable_when, document),
        "optional": _sentence(question.optional_when, document),
        "options": [_option(option, language) for option in question.options],
    }


def _option(option: Option, language: str) -> dict[str, str]:
    notes = [
        gettext("no definite answer") if option.unknown else "",
        gettext("clears the others") if option.exclusive else "",
    ]
    return {
        "label": pick(option.label, language),
        "value": option.value,
        "note": ", ".join(filter(None, notes)),
    }


def _rules(traces: Sequence[Trace], document: Document) -> list[dict[str, Any]]:
    """By severity; one that no rule has is left out."""
    return [
        {"title": str(words), "rules": rules}
        for severity, words in SEVERITIES.items()
        if (rules := [_rule(one, document) for one in traces if one.rule.severity is severity])
    ]


def _rule(trace: Trace, document: Document) -> dict[str, Any]:
    rule = trace.rule
    is_read = rule.severity is Severity.URGENT
    return {
        "title": pick(rule.title, document.language),
        "facts": _facts(rule, trace),
        "condition": _sentence(rule.when, document),
        "rationale": rule.rationale,
        "sources": list(rule.sources),
        "patient_text_title": gettext("What the patient reads at once:")
        if is_read
        else gettext("What staff can say to the patient:"),
        "patient_text": pick(document.patient_texts.get(rule.patient_text, {}), document.language),
        "never_asked": [_never_asked(known, document) for known in rule.never_asked],
    }


def _facts(rule: Rule, trace: Trace) -> list[Row]:
    cases = gettext("{} raise it, {} leave it undetermined, {} leave it clear").format(
        len(trace.raising), len(trace.undetermined), len(trace.clear)
    )
    strength = [(gettext("Strength"), spaced(rule.strength))] if rule.strength else []
    verify = [(gettext("Source"), gettext("still to be verified"))] if rule.verify else []
    return [
        (gettext("Name in the document"), rule.slug),
        (gettext("Severity"), f"{SEVERITIES[rule.severity]}, {PRIORITIES[rule.priority]}"),
        (gettext("Topic"), spaced(rule.topic)),
        *strength,
        *verify,
        (gettext("Example patients"), cases),
    ]


def _never_asked(known: NeverAsked, document: Document) -> dict[str, Any]:
    asked = pick(document.questions[known.question].text, document.language)
    unless = read_condition(known.unless, document)
    return {
        "question": asked,
        "unless": _tree(Sentence(gettext("Unless this is so"), (unless,))),
        "reason": known.reason,
    }


def _sentence(condition: Condition | None, document: Document) -> dict[str, Any] | None:
    return _tree(read_condition(condition, document)) if condition else None


def _tree(sentence: Sentence) -> dict[str, Any]:
    return {
        "text": capfirst(sentence.text),
        "parts": [_tree(part) for part in sentence.parts],
    }
