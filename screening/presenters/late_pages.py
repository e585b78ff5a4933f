"""What a patient sent when nothing could be sent any more, in their words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from screening.models import Intake, Refusal, SentPage
from screening.models.sent_page import LATE, SIGNATURE
from screening.presenters.answers import Record, SaidAnswer, Words
from screening.presenters.intake_rows import IntakeRows
from screening.presenters.renewals import document_of
from screening.presenters.sections import AnswerLine, Recognised, answer_line
from screening.rules import Engine

UNREAD = "No rule has read it."
NOT_ASKED = "The question is not asked on these answers, so no rule reads it."
REWORDED = "The older rules read it for what is urgent, and for nothing else."
OVERTAKEN = "A later page took its place."
READ = "The rules read it in place of what was signed."
NO_ANSWER = "Cannot be read as an answer"
NO_SIGNATURE = "Does not count as signed"
NOBODYS = "Nobody proved who sent it"
THE_NAME = "The name under the answers"
READ_FOR_URGENT = "The rules read it for what is urgent, and for nothing else."
BESIDE_ALL: dict[str, str] = {Refusal.NOT_ASKED: NOT_ASKED, Refusal.REWORDED: REWORDED}


@dataclass(frozen=True)
class LatePage:
    """`signed` is the answer that was sent in time, in the document's language.

    `is_news`: it came after everything was sent, and nobody has decided since. `is_reply`: the
    clinic had asked for it.
    """

    line: AnswerLine
    signed: tuple[str, ...]
    is_news: bool
    is_reply: bool = False


def late_lines(rows: IntakeRows, engine: Engine, recognise: Recognised) -> tuple[LatePage, ...]:
    """In the order in which they came."""
    intake, pages = rows.intake, rows.late_pages
    decided = rows.reviews[-1].pages if rows.reviews else 0
    signed = Record(engine.document, intake.answers, intake.language)
    newest = newest_of(pages)
    return tuple(
        LatePage(
            line=replace(
                _line(page, engine, rows, recognise),
                notes=(f"{_why(page)}. {_fate(page, rows, newest)}",),
            ),
            signed=(
                signed.say(page.link_id).for_staff.lines
                if page.link_id in engine.document.questions
                else ()
            ),
            is_news=came_after_sending(page, intake) and page.number > decided,
            is_reply=page.request_id is not None,
        )
        for page in pages
    )


def _why(page: SentPage) -> str:
    return "Asked for again" if page.request_id else page.get_refused_display()


def came_after_sending(page: SentPage, intake: Intake) -> bool:
    if page.refused not in (Refusal.REWORDED, Refusal.UNPROVED):
        return page.refused == Refusal.SUBMITTED
    return intake.submitted_at is not None and page.sent_at > intake.submitted_at


def newest_of(pages: Sequence[SentPage]) -> dict[str, SentPage]:
    """Of each question, the page that lies over the record."""
    return {page.link_id: page for page in pages if page.refused in LATE and page.is_answer}


def _line(page: SentPage, engine: Engine, rows: IntakeRows, recognise: Recognised) -> AnswerLine:
    if page.link_id == SIGNATURE:
        words = Words(engine.document.language, THE_NAME, ())
        said = SaidAnswer(SIGNATURE, words, None, typed=True)
        return _as_sent(page, AnswerLine(said, "", is_missing=True, medicines=()))
    document = document_of(page, rows.renewals, engine.document)
    answers = {page.link_id: page.answer} if page.is_answer else {}
    record = Record(document, answers, rows.intake.language)
    line = answer_line(document.questions[page.link_id], record, recognise)
    return line if page.is_answer else _as_sent(page, line)


def _as_sent(page: SentPage, line: AnswerLine) -> AnswerLine:
    """What stood in each field of the form, for a person to make sense of."""
    fields = page.answer.items()
    lines = tuple(f"{name}: {value}" for name, values in fields for value in values)
    said = replace(line.said, words=replace(line.said.words, lines=lines), typed=True)
    return replace(line, said=said, state=_no_answer(page), is_missing=True)


def _no_answer(page: SentPage) -> str:
    if page.refused == Refusal.UNPROVED:
        return NOBODYS
    return NO_SIGNATURE if page.link_id == SIGNATURE else NO_ANSWER


def _fate(page: SentPage, rows: IntakeRows, newest: dict[str, SentPage]) -> str:
    asked = rows.screening.outcome["asked"] if rows.screening else ()
    if not page.is_answer:
        return UNREAD
    if page.refused in BESIDE_ALL:
        return BESIDE_ALL[page.refused]
    if newest[page.link_id] != page:
        return OVERTAKEN
    if rows.intake.needs_human:
        return UNREAD
    if page.refused != Refusal.SUBMITTED:
        return READ_FOR_URGENT
    return READ if page.link_id in asked else NOT_ASKED
