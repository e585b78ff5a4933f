"""The example patients of an untrusted document, or every problem with its exact path."""

from collections.abc import Mapping

from screening.rules.findings import Level
from screening.rules.parsing import Checker
from screening.rules.questions import Question


def parse_cases(
    value: object, questions: Mapping[str, Question], rules: frozenset[str], check: Checker
) -> tuple[Mapping[str, object], ...]:
    found: list[Mapping[str, object]] = []
    for path, item in check.items(value, "cases") if value != [] else ():
        required = {"id", "today", "answers", "level", "raised", "undetermined"}
        said = check.record(item, path, required | {"unknown_questions"}, {"description"})
        if said.get("id") in {case.get("id") for case in found}:
            check.add(f"{path}.id", f"case '{said.get('id')}' stands here twice")
        for link_id, answer in check.mapping(said.get("answers"), f"{path}.answers").items():
            if link_id not in questions:
                check.add(f"{path}.answers.{link_id}", f"no question '{link_id}'")
            check.plain(answer, f"{path}.answers.{link_id}")
        for key in ("raised", "undetermined"):
            check.names(said.get(key), f"{path}.{key}", rules, "rule")
        check.names(
            said.get("unknown_questions"), f"{path}.unknown_questions", questions, "question"
        )
        levels = [level.value for level in Level]
        check.choice(said.get("level"), f"{path}.level", levels)
        check.day(said.get("today"), f"{path}.today")
        found.append(said)
    return tuple(found)
