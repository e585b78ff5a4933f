"""The questions of two documents and their options."""

from collections.abc import Iterator

from screening.differences.changes import Change, Kind, Subject, aspects, came_and_went, texts
from screening.rules import Document, Option, Question


def compare_questions(before: Document, after: Document) -> Iterator[Change]:
    for change in came_and_went(Subject.QUESTION, list(before.questions), list(after.questions)):
        if change.kind is not Kind.MOVED or not _went_elsewhere(change.name, before, after):
            yield change
    for link_id, then in before.questions.items():
        if now := after.questions.get(link_id):
            yield from _compare_question(then, now)


def _went_elsewhere(link_id: str, before: Document, after: Document) -> bool:
    """To another section, which is told as a change of its section."""
    return before.questions[link_id].section != after.questions[link_id].section


def _compare_question(before: Question, after: Question) -> Iterator[Change]:
    name = before.link_id
    if before.section != after.section:
        yield Change(
            Subject.QUESTION, name, Kind.MOVED, "section", "", before.section, after.section
        )
    yield from texts(Subject.QUESTION, name, "text", before.text, after.text)
    yield from texts(Subject.QUESTION, name, "help", before.help, after.help)
    yield from aspects(Subject.QUESTION, name, _of_question(before), _of_question(after))
    yield from _compare_options(before, after)


def _of_question(question: Question) -> dict[str, object]:
    return {
        "type": question.type,
        "required": question.required,
        "enable_when": question.enable_when,
        "optional_when": question.optional_when,
    }


def _compare_options(before: Question, after: Question) -> Iterator[Change]:
    then = {f"{before.link_id}/{option.value}": option for option in before.options}
    now = {f"{after.link_id}/{option.value}": option for option in after.options}
    yield from came_and_went(Subject.OPTION, list(then), list(now))
    for name, option in then.items():
        if name in now:
            yield from texts(Subject.OPTION, name, "label", option.label, now[name].label)
            yield from aspects(Subject.OPTION, name, _of_option(option), _of_option(now[name]))


def _of_option(option: Option) -> dict[str, object]:
    return {"unknown": option.unknown, "exclusive": option.exclusive}
