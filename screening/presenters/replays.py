"""How far a replay is, and what came out otherwise: by rule, and intake by intake."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from screening.models import Replay, ReplayDifference
from screening.presenters.tags import LEVELS, Tag
from screening.presenters.texts import spaced
from screening.rules import Level

NOT_SCREENED = Tag("Could not be screened", "urgent")


@dataclass(frozen=True)
class RuleCount:
    rule: str
    words: str
    count: int


@dataclass(frozen=True)
class ReplayPage:
    started_at: dt.datetime
    started_by: str
    finished_at: dt.datetime | None
    beat_at: dt.datetime
    total: int
    done: int
    differing: int
    failed: int
    rules: tuple[RuleCount, ...]

    @property
    def same(self) -> int:
        return self.done - self.differing


@dataclass(frozen=True)
class DifferenceLine:
    """An intake by its reference: who it is of is for clinicians."""

    reference: str
    before: Tag
    after: Tag
    rules: tuple[str, ...]


def replay_page(replay: Replay) -> ReplayPage:
    return ReplayPage(
        started_at=replay.started_at,
        started_by=replay.started_by.name if replay.started_by else "the operator",
        finished_at=replay.finished_at,
        beat_at=replay.beat_at,
        total=replay.total,
        done=replay.done,
        differing=replay.differing,
        failed=replay.failed,
        rules=tuple(
            RuleCount(spaced(rule), change.replace(">", " before, ") + " now", count)
            for rule, changes in sorted(replay.by_rule.items())
            for change, count in sorted(changes.items())
        ),
    )


def difference_lines(rows: Iterable[ReplayDifference]) -> tuple[DifferenceLine, ...]:
    return tuple(
        DifferenceLine(
            reference=row.intake.reference,
            before=LEVELS[Level(row.level_before)],
            after=LEVELS[Level(row.level_after)] if row.level_after else NOT_SCREENED,
            rules=tuple(
                f"{spaced(rule)}: {before} before, {after} now"
                for rule, (before, after) in sorted(row.rules.items())
            ),
        )
        for row in rows
    )
