"""From untrusted JSON to a document, or to every problem with its exact path."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from screening.rules.branching import find_loops
from screening.rules.case_parser import parse_cases
from screening.rules.condition_parser import ConditionParser, Scope, check_reserved
from screening.rules.conditions import Condition
from screening.rules.documents import Document, Parameter, canonical
from screening.rules.parsing import Checker, DocumentError
from screening.rules.questions import (
    WITH_OPTIONS,
    Option,
    Question,
    QuestionType,
    Section,
    Texts,
)
from screening.rules.rule_parser import parse_rules, rule_slugs


def parse_document(data: object) -> Document:
    """The document, or DocumentError with every problem and its exact path."""
    return _parse(data, takes_any_value=False)


def parse_with_any_values(data: object) -> Document:
    """The same, but conditions may compare with values that no option offers, which nobody's
    answer ever is. To show whom such a mistake hurts; never to screen patients with."""
    return _parse(data, takes_any_value=True)


def _parse(data: object, takes_any_value: bool) -> Document:
    check = Checker()
    document = _document(data, check, takes_any_value)
    if check.problems:
        raise DocumentError(check.problems)
    sha256 = hashlib.sha256(canonical(data)).hexdigest()
    return replace(document, sha256=sha256)


def _document(data: object, check: Checker, takes_any_value: bool) -> Document:
    required = {"slug", "title", "treatment", "language", "sections", "rules", "patient_texts"}
    said = check.record(data, "", required, {"parameters", "cases"})
    language = check.language(said.get("language"), "language")
    parameters = _parameters(said.get("parameters", {}), check)
    sections, paths = _sections(said.get("sections"), language, check)
    questions = {q.link_id: q for section in sections for q in section.questions}
    patient_texts = _patient_texts(said.get("patient_texts"), language, check)
    slugs = rule_slugs(said.get("rules"))
    scope = Scope(questions, slugs, frozenset(parameters), takes_any_value)
    questions = _with_gates(questions, paths, scope, check)
    scope = replace(scope, questions=questions)
    rules = parse_rules(said.get("rules"), scope, patient_texts, language, check)
    if not check.problems:
        for loop in find_loops(questions, {slug: rule.when for slug, rule in rules.items()}):
            check.add("document", f"a loop: {' -> '.join(loop)}")
    return Document(
        slug=check.slug(said.get("slug"), "slug"),
        title=check.texts(said.get("title"), "title", language),
        treatment=check.texts(said.get("treatment"), "treatment", language),
        language=language,
        parameters=parameters,
        sections=tuple(_refreshed(section, questions) for section in sections),
        questions=questions,
        rules=rules,
        patient_texts=patient_texts,
        cases=parse_cases(said.get("cases", []), questions, slugs, check),
        sha256="",
        source=said,
    )


def _parameters(value: object, check: Checker) -> dict[str, Parameter]:
    found = {}
    for name, given in check.mapping(value, "parameters").items():
        path = f"parameters.{name}"
        said = check.record(given, path, {"value", "unit", "help"})
        found[name] = Parameter(
            name=check.slug(name, path),
            value=check.integer(said.get("value"), f"{path}.value"),
            unit=check.text(said.get("unit"), f"{path}.unit"),
            help=check.text(said.get("help"), f"{path}.help"),
        )
    return found


def _patient_texts(value: object, language: str, check: Checker) -> dict[str, Texts]:
    said = check.mapping(value, "patient_texts")
    return {
        check.slug(name, f"patient_texts.{name}"): check.texts(
            texts, f"patient_texts.{name}", language
        )
        for name, texts in said.items()
    }


def _sections(
    value: object, language: str, check: Checker
) -> tuple[list[Section], dict[str, tuple[str, Mapping[str, object]]]]:
    """The sections, and for each question its path and JSON, to read its gates from later."""
    sections: list[Section] = []
    paths: dict[str, tuple[str, Mapping[str, object]]] = {}
    for path, item in check.items(value, "sections"):
        said = check.record(item, path, {"slug", "title", "questions"}, {"intro"})
        slug = check.slug(said.get("slug"), f"{path}.slug")
        if slug and slug in {section.slug for section in sections}:
            check.add(f"{path}.slug", f"section '{slug}' stands here twice")
        questions = _questions(said.get("questions"), f"{path}.questions", slug, language, check)
        for at, given, question in questions:
            if question.link_id and question.link_id in paths:
                check.add(f"{at}.link_id", f"question '{question.link_id}' stands here twice")
            paths[question.link_id] = (at, given)
        sections.append(
            Section(
                slug=slug,
                title=check.texts(said.get("title"), f"{path}.title", language),
                intro=check.optional_texts(said, "intro", path, language),
                questions=tuple(question for _, _, question in questions),
            )
        )
    return sections, paths


def _questions(
    value: object, path: str, section: str, language: str, check: Checker
) -> list[tuple[str, Mapping[str, object], Question]]:
    found = []
    for at, item in check.items(value, path):
        required = {"link_id", "type", "text", "required"}
        optional = {"help", "options", "enable_when", "optional_when"}
        said = check.record(item, at, required, optional)
        found.append((at, said, _question(said, at, section, language, check)))
    return found


def _question(
    said: Mapping[str, object], path: str, section: str, language: str, check: Checker
) -> Question:
    kinds = [kind.value for kind in QuestionType]
    kind = QuestionType(check.choice(said.get("type"), f"{path}.type", kinds))
    question = Question(
        link_id=check.slug(said.get("link_id"), f"{path}.link_id"),
        type=kind,
        text=check.texts(said.get("text"), f"{path}.text", language),
        help=check.optional_texts(said, "help", path, language),
        required=check.boolean(said.get("required"), f"{path}.required"),
        options=_options(said, path, kind, language, check),
        section=section,
    )
    check_reserved(question, f"{path}.options", check)
    return question


def _options(
    said: Mapping[str, object], path: str, kind: QuestionType, language: str, check: Checker
) -> tuple[Option, ...]:
    if kind not in WITH_OPTIONS:
        if "options" in said:
            check.add(f"{path}.options", f"a question of type {kind.value} has no options")
        return ()
    options: list[Option] = []
    for at, item in check.items(said.get("options"), f"{path}.options"):
        given = check.record(item, at, {"value", "label"}, {"unknown", "exclusive"})
        value = check.value(given.get("value"), f"{at}.value")
        if value and value in {option.value for option in options}:
            check.add(f"{at}.value", f"option '{value}' stands here twice")
        options.append(
            Option(
                value=value,
                label=check.texts(given.get("label"), f"{at}.label", language),
                unknown=check.boolean(given.get("unknown", False), f"{at}.unknown"),
                exclusive=check.boolean(given.get("exclusive", False), f"{at}.exclusive"),
            )
        )
    return tuple(options)


def _with_gates(
    questions: Mapping[str, Question],
    paths: Mapping[str, tuple[str, Mapping[str, object]]],
    scope: Scope,
    check: Checker,
) -> dict[str, Question]:
    conditions = ConditionParser(scope, check)

    def gate(link_id: str, key: str) -> Condition | None:
        path, said = paths[link_id]
        if key not in said:
            return None
        return conditions.parse(said[key], f"{path}.{key}")

    return {
        link_id: replace(
            question,
            enable_when=gate(link_id, "enable_when"),
            optional_when=gate(link_id, "optional_when"),
        )
        for link_id, question in questions.items()
    }


def _refreshed(section: Section, questions: Mapping[str, Question]) -> Section:
    return replace(section, questions=tuple(questions[q.link_id] for q in section.questions))
