"""What the rules say about an intake and why, checked against what was recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from screening.models import Screening
from screening.models.json_text import json_digest
from screening.presenters.answers import Record
from screening.presenters.checked import ClearRule, Run, clear_rules
from screening.presenters.flags import Context, FlagCard, flag_cards
from screening.presenters.intake_rows import IntakeRows
from screening.presenters.unsettled import Unsettled, unsettled
from screening.rules import Engine, Outcome


@dataclass(frozen=True)
class Findings:
    """`is_repeatable` is False where the engine, run again over what the screening stored, says
    something else: then a person has to look."""

    raised: tuple[FlagCard, ...]
    undetermined: tuple[FlagCard, ...]
    unsettled: tuple[Unsettled, ...]
    clear: tuple[ClearRule, ...]
    is_repeatable: bool
    screening: Screening

    @property
    def waiting(self) -> tuple[FlagCard, ...]:
        """Grave flags that nobody has assessed."""
        return (*self.raised_waiting, *self.undetermined_waiting)

    @property
    def raised_waiting(self) -> tuple[FlagCard, ...]:
        return tuple(card for card in self.raised if card.waits)

    @property
    def undetermined_waiting(self) -> tuple[FlagCard, ...]:
        return tuple(card for card in self.undetermined if card.waits)

    @property
    def urgent(self) -> tuple[FlagCard, ...]:
        return tuple(card for card in self.raised_waiting if card.is_urgent)


EngineThen = Callable[[Screening], Engine]
"""The engine that a screening was made with. May raise anything."""


def findings(rows: IntakeRows, engine_then: EngineThen) -> Findings | None:
    """None for an intake that was never screened. May raise anything for a damaged record."""
    screening = rows.screening
    if screening is None:
        return None
    run = _run(rows, engine_then, screening)
    cards = flag_cards(rows.standing_flags, _context(rows, engine_then, run))
    undetermined = tuple(card for card in cards if not card.is_raised)
    return Findings(
        raised=tuple(card for card in cards if card.is_raised),
        undetermined=undetermined,
        unsettled=unsettled(undetermined, run.record),
        clear=clear_rules(run, frozenset(screening.outcome["clear"])),
        is_repeatable=is_repeated(screening, run.outcome),
        screening=screening,
    )


def is_repeated(screening: Screening, outcome: Outcome) -> bool:
    """The rules say today what they said then."""
    return json_digest(outcome.as_json(), of=screening.key_holder) == screening.outcome_digest


def _run(rows: IntakeRows, engine_then: EngineThen, screening: Screening) -> Run:
    engine = engine_then(screening)
    return Run(
        engine=engine,
        record=Record(engine.document, screening.answers, rows.intake.language),
        today=screening.today,
        sent=None if screening.is_complete else frozenset(screening.answers),
    )


def _context(rows: IntakeRows, engine_then: EngineThen, run: Run) -> Context:
    return Context(
        intake=rows.intake,
        record=run.record,
        definite=run.branches.definite,
        current=rows.current_digests,
        run_of=partial(_run, rows, engine_then),
    )
