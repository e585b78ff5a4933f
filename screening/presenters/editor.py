"""A draft for its author: the outline, a condition piece by piece, and hints beside texts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from screening.editing.drafts import condition_of
from screening.editing.parts import NoSuchPart, Part, PartKind, read
from screening.editing.readability import grade
from screening.editing.trees import nodes, parts_of
from screening.presenters.comparisons import SUBJECTS
from screening.presenters.conditions import Sentence, read_condition
from screening.presenters.heads import language_name
from screening.presenters.tags import Tag, severity_tag
from screening.presenters.texts import pick, spaced
from screening.rules import Document
from screening.rules.questions import ATTRIBUTES, ITSELF

GROUPS = {
    "all": "All of these",
    "any": "At least one of these",
    "not": "Not",
    "at_least_of": "At least some of these",
}
NONE = {
    "when": "There is no condition yet. Until there is one the draft is unfinished.",
    "enable_when": "There is no condition: everybody is asked.",
    "optional_when": "There is no condition: it may be left blank only if the question says so.",
    "unless": "There is no condition yet. Until there is one the draft is unfinished.",
}
NAMES = {
    "when": "The rule is raised when",
    "enable_when": "The question is asked when",
    "optional_when": "The question may be left blank when",
    "unless": "The question may go unasked, unless",
}


@dataclass(frozen=True)
class PartLine:
    kind: str
    key: str
    title: str
    tag: Tag | None = None
    conditions: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class SectionBlock:
    line: PartLine
    questions: tuple[PartLine, ...]


@dataclass(frozen=True)
class Outline:
    title: str
    sections: tuple[SectionBlock, ...]
    rules: tuple[PartLine, ...]
    parameters: tuple[PartLine, ...]
    texts: tuple[PartLine, ...]
    cases: int


def outline(document: Mapping[str, Any], sketch: Document) -> Outline:
    return Outline(
        title=pick(sketch.title, sketch.language),
        sections=tuple(_section(one, sketch) for one in document.get("sections", [])),
        rules=tuple(_rule(one, sketch) for one in document.get("rules", [])),
        parameters=tuple(
            PartLine("parameters", name, spaced(name), note=f"{one.value} {one.unit}")
            for name, one in sketch.parameters.items()
        ),
        texts=tuple(
            PartLine("texts", name, spaced(name), note=pick(words, sketch.language)[:80])
            for name, words in sketch.patient_texts.items()
        ),
        cases=len(document.get("cases", [])),
    )


def _section(said: Mapping[str, Any], sketch: Document) -> SectionBlock:
    slug = str(said.get("slug", ""))
    return SectionBlock(
        PartLine("sections", slug, pick(said.get("title", {}), sketch.language)),
        tuple(_question(one, sketch) for one in said.get("questions", [])),
    )


def _question(said: Mapping[str, Any], sketch: Document) -> PartLine:
    return PartLine(
        "questions",
        str(said.get("link_id", "")),
        pick(said.get("text", {}), sketch.language),
        conditions=("enable_when", "optional_when"),
        note="asked of some" if "enable_when" in said else "",
    )


def _rule(said: Mapping[str, Any], sketch: Document) -> PartLine:
    slug = str(said.get("slug", ""))
    return PartLine(
        "rules",
        slug,
        pick(said.get("title", {}), sketch.language),
        tag=severity_tag(sketch.rules[slug].severity.value),
        conditions=("when",),
        note="" if "when" in said else "has no condition yet",
    )


@dataclass(frozen=True)
class NodeLine:
    """`words` of a comparison, or what a group asks of its parts. `fact` is what it compares."""

    path: str
    depth: int
    group: str
    words: str
    fact: str
    parts: int
    count: int


@dataclass(frozen=True)
class ConditionPage:
    kind: str
    key: str
    name: str
    title: str
    lead: str
    none: str
    sentence: Sentence | None
    lines: tuple[NodeLine, ...]
    rules: tuple[tuple[str, str], ...]


def condition_page(
    document: Mapping[str, Any],
    sketch: Document,
    part: Part,
    name: str,
    tree: dict[str, Any] | None,
) -> ConditionPage:
    return ConditionPage(
        kind=part.kind.value,
        key=part.key,
        name=name,
        title=part_title(document, part, sketch.language),
        lead=NAMES[name.partition("-")[0]],
        none=NONE[name.partition("-")[0]],
        sentence=read_condition(condition_of(tree), sketch) if tree else None,
        lines=tuple(_lines(tree, sketch)),
        rules=tuple(
            (slug, pick(rule.title, sketch.language))
            for slug, rule in sketch.rules.items()
            if slug != part.key
        ),
    )


def _lines(tree: dict[str, Any] | None, sketch: Document) -> Iterator[NodeLine]:
    for node in nodes(tree):
        said = node.condition
        words = GROUPS.get(node.group) or str(read_condition(condition_of(said), sketch))
        count = said["at_least_of"].get("count", 1) if node.group == "at_least_of" else 0
        yield NodeLine(
            path=node.path,
            depth=node.depth,
            group=node.group,
            words=words,
            fact=str(said.get("question", said.get("unanswered", ""))),
            parts=len(parts_of(said)),
            count=count,
        )


@dataclass(frozen=True)
class FactGroup:
    question: str
    facts: tuple[tuple[str, str], ...]


def facts(sketch: Document) -> tuple[FactGroup, ...]:
    """All that a condition can speak of: `(fact, words)` by question."""
    return tuple(
        FactGroup(
            pick(question.text, sketch.language),
            tuple(
                (
                    f"{link_id}.{name}" if name else link_id,
                    str(SUBJECTS.get(name, spaced(name))) or "answer",
                )
                for name in dict.fromkeys([ITSELF, *ATTRIBUTES[question.type]])
            ),
        )
        for link_id, question in sketch.questions.items()
    )


@dataclass(frozen=True)
class Hint:
    """`grade` of English texts only: the formula is about English."""

    aspect: str
    language: str
    words: int
    grade: float | None


def hints(part: Mapping[str, Any]) -> tuple[Hint, ...]:
    """Length and reading grade of the texts of a part as it is stored."""
    return tuple(
        Hint(
            aspect,
            language_name(language),
            len(text.split()),
            grade(text) if language == "en" else None,
        )
        for aspect, texts in part.items()
        if isinstance(texts, Mapping)
        for language, text in texts.items()
        if isinstance(text, str) and text
    )


def part_title(document: Mapping[str, Any], part: Part, language: str) -> str:
    said = read(document, part)
    texts = said.get("text") if part.kind is PartKind.QUESTION else said.get("title")
    return pick(texts, language) if isinstance(texts, Mapping) else spaced(part.key)


def part_words(document: Mapping[str, Any], part: Part) -> tuple[tuple[str, str], ...]:
    """Each simple thing that the part says, by its name; conditions and lists have their pages."""
    found = []
    for name, value in read(document, part).items():
        if isinstance(value, Mapping) and all(isinstance(one, str) for one in value.values()):
            found += [
                (f"{spaced(name)}, {language_name(language)}", text)
                for language, text in value.items()
            ]
        elif isinstance(value, bool):
            found.append((spaced(name), "yes" if value else "no"))
        elif isinstance(value, str | int):
            found.append((spaced(name), str(value)))
    return tuple(found)


def place_in_outline(document: Mapping[str, Any], part: Part) -> str:
    """The id of the part's line on the page of the outline; of its list where it is no more."""
    try:
        read(document, part)
    except NoSuchPart:
        return part.kind.value
    return f"{part.kind.value}-{part.key}" if part.key else part.kind.value


def part_lines(
    document: Mapping[str, Any], sketch: Document, parts: Iterable[Part]
) -> tuple[PartLine, ...]:
    return tuple(
        PartLine(part.kind.value, part.key, part_title(document, part, sketch.language))
        for part in parts
    )
