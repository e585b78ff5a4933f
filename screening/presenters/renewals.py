"""Answers to questions as an older version put them: shown in its words, apart from the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from screening.models import Refusal, Renewal, SentPage
from screening.presenters.answers import Record
from screening.presenters.sections import AnswerLine, Recognised, answer_line
from screening.rules import Document


def counted_pages(pages: Sequence[SentPage], renewals: Sequence[Renewal]) -> list[SentPage]:
    """Without those that no longer count because a renewal took the answer out."""
    taken_at: dict[str, int] = {}
    for renewal in renewals:
        taken_at |= dict.fromkeys(renewal.legible("removed") or (), renewal.number)
    return [page for page in pages if page.number > taken_at.get(page.link_id, 0)]


def older_answers(
    renewals: Sequence[Renewal], language: str, recognise: Recognised
) -> Iterator[AnswerLine]:
    """In the words of the version that asked for them."""
    for renewal in renewals:
        document = renewal.before.parsed
        record = Record(document, renewal.legible("removed") or {}, language)
        note = (
            f"Said in reply to version {renewal.before.number}, before version"
            f" {renewal.after.number} changed the question. It counts for nothing."
        )
        for link_id in record.answers:
            if question := document.questions.get(link_id):
                yield replace(answer_line(question, record, recognise), notes=(note,))


def document_of(page: SentPage, renewals: Sequence[Renewal], now: Document) -> Document:
    """The one whose words the page was made of, where it was kept for that."""
    if page.refused not in (Refusal.REWORDED, Refusal.UNPROVED):
        return now
    seen = page.seen_revision or 0
    return next((one.before.parsed for one in renewals if one.number > seen), now)
