"""What publishing does to patients who are answering now, for who publishes."""

from dataclasses import dataclass

from screening.presenters.texts import pick
from screening.rules import Document, changed_questions, read_by
from screening.rules.findings import GRAVE

BIRTH_DATE = "date_of_birth"


@dataclass(frozen=True)
class AskedAnew:
    """`rules`: titles of the urgent and contraindication rules that rest on it."""

    text: str
    is_new: bool
    rules: tuple[str, ...]


@dataclass(frozen=True)
class AskingAgain:
    """`unfinished` counts patients; the questions are those that they would be asked."""

    unfinished: int
    questions: tuple[AskedAnew, ...]

    @property
    def for_safety(self) -> int:
        return sum(bool(one.rules) for one in self.questions)


def asking_again(before: Document, after: Document, unfinished: int) -> AskingAgain:
    anew = changed_questions(before, after) - {BIRTH_DATE}
    reads = read_by(after)
    return AskingAgain(
        unfinished,
        tuple(
            AskedAnew(
                text=pick(question.text, after.language),
                is_new=link_id not in before.questions,
                rules=tuple(
                    pick(rule.title, after.language)
                    for slug, rule in after.rules.items()
                    if rule.severity in GRAVE and link_id in reads[slug]
                ),
            )
            for link_id, question in after.questions.items()
            if link_id in anew
        ),
    )
