"""Where a version stands: its history, who wrote in it, and what is still missing."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from screening.models import (
    CheckState,
    QuestionSetVersion,
    StepException,
    StepKind,
    VersionCheck,
    VersionStatus,
    VersionStep,
)
from screening.models.version_step import WRITING
from screening.presenters.tags import CHECK_STATES, Tag
from screening.presenters.version_steps import APPROVE, Step, offered

OPERATOR = "the operator"
OWN_WORK = (
    "You wrote in this version, so another administrator of the clinic has to approve it. They"
    " find it under Question sets."
)
ALONE = (
    "You wrote in this version and the clinic has no other administrator. You can approve it"
    " yourself for a reason, which is shown beside the version for ever."
)


@dataclass(frozen=True)
class StepLine:
    at: dt.datetime
    text: str
    by: str
    reason: str
    exception: str


@dataclass(frozen=True)
class CheckLine:
    """`summary` counts the remarks in words."""

    tag: Tag
    summary: str
    is_open: bool
    is_passed: bool


@dataclass(frozen=True)
class Life:
    status: Tag
    steps: tuple[StepLine, ...]
    exceptions: tuple[StepLine, ...]
    authors: str
    check: CheckLine | None
    buttons: tuple[Step, ...]
    note: str
    is_draft: bool


def life(
    version: QuestionSetVersion,
    status: Tag,
    steps: Iterable[VersionStep],
    check: VersionCheck | None,
    *,
    is_author: bool,
    has_other_admin: bool,
) -> Life:
    """`steps` come with their people; `is_author`: of whoever looks."""
    lines = tuple(map(step_line, steps_told(steps)))
    note = approval_note(version, is_author=is_author, has_other_admin=has_other_admin)
    buttons = offered(version.status)
    return Life(
        status=status,
        steps=lines[::-1],
        exceptions=tuple(line for line in lines if line.exception),
        authors=", ".join(authors(steps)),
        check=check_line(check) if check else None,
        buttons=tuple(one for one in buttons if one is not APPROVE or note is not OWN_WORK),
        note=note,
        is_draft=version.status == VersionStatus.DRAFT,
    )


def approval_note(version: QuestionSetVersion, *, is_author: bool, has_other_admin: bool) -> str:
    if version.status != VersionStatus.IN_REVIEW or not is_author:
        return ""
    return OWN_WORK if has_other_admin else ALONE


def authors(steps: Iterable[VersionStep]) -> list[str]:
    names = [name_of(step) for step in steps if step.kind in WRITING]
    return list(dict.fromkeys(names))


def steps_told(steps: Iterable[VersionStep]) -> list[VersionStep]:
    """Of saves in a row by one person only the last."""
    told: list[VersionStep] = []
    for step in steps:
        if told and is_save(told[-1]) and is_save(step) and told[-1].by_id == step.by_id:
            told.pop()
        told.append(step)
    return told


def is_save(step: VersionStep) -> bool:
    return step.kind == StepKind.SAVED


def step_line(step: VersionStep) -> StepLine:
    return StepLine(
        at=step.at,
        text=StepKind(step.kind).label,
        by=name_of(step),
        reason=step.reason,
        exception=StepException(step.exception).label if step.exception else "",
    )


def name_of(step: VersionStep) -> str:
    return step.by.name if step.by else OPERATOR


def check_line(check: VersionCheck) -> CheckLine:
    return CheckLine(
        tag=CHECK_STATES[CheckState(check.state)],
        summary=counted(check.remarks),
        is_open=check.is_open,
        is_passed=check.is_passed,
    )


def counted(remarks: Iterable[dict[str, object]]) -> str:
    weights = [remark["severity"] for remark in remarks]
    errors, warnings = weights.count("error"), weights.count("warning")
    others = len(weights) - errors - warnings
    parts = [(errors, "error"), (warnings, "warning"), (others, "note")]
    told = [f"{number} {word}{'' if number == 1 else 's'}" for number, word in parts if number]
    return ", ".join(told) or "nothing to remark"
