"""Keys in the answers of cases that no page writes and no reader reads, as a slip of the pen."""

from collections.abc import Iterator, Mapping

from screening.proofs.remarks import Remark, error
from screening.rules import BESIDE, Document, QuestionType

READING = frozenset({"systolic", "diastolic", "measured_on", "method", "known", BESIDE})
KEYS: Mapping[QuestionType, frozenset[str]] = {
    QuestionType.BLOOD_PRESSURE: READING,
    QuestionType.MEDICINES: frozenset({"name", "dose", "frequency", "confirmed", "rejected"}),
}


def check_case_answers(document: Document) -> Iterator[Remark]:
    for index, case in enumerate(document.cases):
        answers = case["answers"]
        for link_id, answer in answers.items() if isinstance(answers, Mapping) else ():
            known = KEYS.get(document.questions[link_id].type)
            if known is not None:
                path = f"cases[{index}].answers.{link_id}"
                yield from _unknown(answer, path, known)


def _unknown(answer: object, path: str, known: frozenset[str]) -> Iterator[Remark]:
    if isinstance(answer, list):
        for index, row in enumerate(answer):
            yield from _unknown(row, f"{path}[{index}]", known)
    elif isinstance(answer, Mapping):
        for key in sorted(answer.keys() - known):
            yield error("case-key-unknown", f"{path}.{key}", "unknown key in the answer of a case")
        if BESIDE in known and BESIDE in answer:
            yield from _unknown(answer[BESIDE], f"{path}.{BESIDE}", known)
