"""A question set for its admins: questions, rules as sentences, sources, parameters, cases."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from screening.models import QuestionSet, QuestionSetVersion, VersionStatus
from screening.presenters.conditions import Sentence, read_condition
from screening.presenters.heads import language_name
from screening.presenters.tags import LEVELS, VERSION_STATUSES, Tag, severity_tag
from screening.presenters.texts import pick, spaced
from screening.rules import CaseFailure, Document, Level, Question, Rule, Severity

HOLDS, FAILS = Tag("Holds", "suitable"), Tag("Fails", "contraindication")


@dataclass(frozen=True)
class VersionLine:
    slug: str
    title: str
    number: int
    status: Tag
    sha256: str
    created_at: dt.datetime
    created_by: str
    published_at: dt.datetime | None
    published_by: str


@dataclass(frozen=True)
class Translation:
    language: str
    code: str
    text: str


@dataclass(frozen=True)
class LanguageLine:
    code: str
    name: str


@dataclass(frozen=True)
class OptionLine:
    value: str
    label: str
    note: str


@dataclass(frozen=True)
class QuestionLine:
    link_id: str
    text: str
    help: str
    kind: str
    is_required: bool
    options: tuple[OptionLine, ...]
    asked_when: Sentence | None
    optional_when: Sentence | None
    translations: tuple[Translation, ...]


@dataclass(frozen=True)
class SectionLine:
    slug: str
    title: str
    questions: tuple[QuestionLine, ...]


@dataclass(frozen=True)
class RuleLine:
    """`patient_text` is empty for a rule that is not urgent: no patient is shown its text."""

    slug: str
    tag: Tag
    title: str
    topic: str
    priority: str
    strength: str
    when: Sentence
    rationale: str
    sources: tuple[str, ...]
    patient_text: str
    verify: bool


@dataclass(frozen=True)
class CaseLine:
    name: str
    description: str
    level: Tag
    raised: int
    state: Tag
    failures: tuple[str, ...]


@dataclass(frozen=True)
class VersionPage:
    line: VersionLine
    title: str
    treatment: str
    languages: tuple[LanguageLine, ...]
    parameters: tuple
    sections: tuple[SectionLine, ...]
    rules: tuple[RuleLine, ...]
    review_text: str
    cases: tuple[CaseLine, ...]

    @property
    def failing(self) -> int:
        return sum(case.state is FAILS for case in self.cases)

    @property
    def unverified(self) -> int:
        return sum(rule.verify for rule in self.rules)


def version_line(version: QuestionSetVersion) -> VersionLine:
    """`version` comes with its set and the people in it."""
    return VersionLine(
        slug=version.question_set.slug,
        title=version.question_set.title,
        number=version.number,
        status=VERSION_STATUSES[VersionStatus(version.status)],
        sha256=version.sha256,
        created_at=version.created_at,
        created_by=version.created_by.name if version.created_by else "the operator",
        published_at=version.published_at,
        published_by=version.published_by.name if version.published_by else "the operator",
    )


def version_page(
    version: QuestionSetVersion, document: Document, failures: Iterable[CaseFailure]
) -> VersionPage:
    """`failures` are of the document's cases, run now."""
    return VersionPage(
        line=version_line(version),
        title=pick(document.title, document.language),
        treatment=pick(document.treatment, document.language),
        languages=tuple(LanguageLine(code, language_name(code)) for code in document.languages),
        parameters=tuple(document.parameters.values()),
        sections=tuple(
            SectionLine(
                slug=section.slug,
                title=pick(section.title, document.language),
                questions=tuple(_question(one, document) for one in section.questions),
            )
            for section in document.sections
        ),
        rules=tuple(_rule(rule, document) for rule in document.rules.values()),
        review_text=pick(document.patient_texts.get("review", {}), document.language),
        cases=_cases(document, failures),
    )


def _question(question: Question, document: Document) -> QuestionLine:
    language = document.language
    gate, optional = question.enable_when, question.optional_when
    return QuestionLine(
        link_id=question.link_id,
        text=pick(question.text, language),
        help=pick(question.help, language),
        kind=spaced(question.type.value),
        is_required=question.required,
        options=tuple(
            OptionLine(
                option.value,
                pick(option.label, language),
                "no definite answer"
                if option.unknown
                else "clears the others"
                if option.exclusive
                else "",
            )
            for option in question.options
        ),
        asked_when=read_condition(gate, document) if gate else None,
        optional_when=read_condition(optional, document) if optional else None,
        translations=tuple(
            Translation(language_name(code), code, question.text[code])
            for code in document.languages
            if code != language and code in question.text
        ),
    )


def _rule(rule: Rule, document: Document) -> RuleLine:
    is_read = rule.severity is Severity.URGENT
    text = document.patient_texts.get(rule.patient_text, {}) if is_read else {}
    return RuleLine(
        slug=rule.slug,
        tag=severity_tag(rule.severity.value),
        title=pick(rule.title, document.language),
        topic=spaced(rule.topic),
        priority=spaced(rule.priority),
        strength=spaced(rule.strength),
        when=read_condition(rule.when, document),
        rationale=rule.rationale,
        sources=rule.sources,
        patient_text=pick(text, document.language),
        verify=rule.verify,
    )


def _cases(document: Document, failures: Iterable[CaseFailure]) -> tuple[CaseLine, ...]:
    failing: dict[str, list[str]] = {}
    for failure in failures:
        failing.setdefault(failure.case, []).append(str(failure))
    return tuple(
        CaseLine(
            name=str(case["id"]),
            description=str(case.get("description", "")),
            level=LEVELS[Level(case["level"])],
            raised=len(case["raised"]),  # type: ignore[arg-type]
            state=FAILS if str(case["id"]) in failing else HOLDS,
            failures=tuple(failing.get(str(case["id"]), ())),
        )
        for case in document.cases
    )


def set_lines(question_sets: Iterable[QuestionSet]) -> list[tuple[QuestionSet, list[VersionLine]]]:
    return [
        (one, [version_line(version) for version in one.versions.all()]) for one in question_sets
    ]
