"""The short words that stand in coloured labels: the word says it, the colour helps."""

from dataclasses import dataclass

from screening.models import (
    CheckState,
    Decision,
    FlagTruth,
    Intake,
    IntakeStatus,
    Judgement,
    RequestStatus,
    VersionStatus,
)
from screening.rules import Level, Severity


@dataclass(frozen=True)
class Tag:
    """`tone` names a colour in staff.css."""

    text: str
    tone: str


NEEDS_HUMAN = Tag("Needs human review", "urgent")
NOT_SCREENED = Tag("Not screened", "neutral")
VOID = Tag("Decision void", "void")
LATE = Tag("Sent more afterwards", "information")
OVERDUE = Tag("Overdue", "urgent")

LEVELS = {
    Level.URGENT: Tag("Urgent", "urgent"),
    Level.CONTRAINDICATION: Tag("Contraindication", "contraindication"),
    Level.POSSIBLE_CONTRAINDICATION: Tag("Possible contraindication", "possible"),
    Level.CAUTION: Tag("Caution", "caution"),
    Level.NEEDS_INFORMATION: Tag("Needs information", "information"),
    Level.NONE: Tag("No flags", "neutral"),
}
SEVERITIES = {
    Severity.URGENT: Tag("Urgent", "urgent"),
    Severity.CONTRAINDICATION: Tag("Contraindication", "contraindication"),
    Severity.CAUTION: Tag("Caution", "caution"),
    Severity.NEEDS_INFORMATION: Tag("Needs information", "information"),
}
STATUSES = {
    IntakeStatus.IN_PROGRESS: Tag("Still filling in", "open"),
    IntakeStatus.SUBMITTED: Tag("Sent", "neutral"),
    IntakeStatus.WITHDRAWN: Tag("Withdrawn", "neutral"),
    IntakeStatus.EXPIRED: Tag("Expired", "neutral"),
}
DECISIONS = {
    Decision.SUITABLE: Tag("Suitable", "suitable"),
    Decision.SUITABLE_WITH_CONDITIONS: Tag("Suitable with conditions", "suitable"),
    Decision.DEFERRED: Tag("Deferred", "caution"),
    Decision.NOT_SUITABLE: Tag("Not suitable", "contraindication"),
    Decision.MORE_INFORMATION: Tag("More information needed", "information"),
}
REQUEST_STATUSES = {
    RequestStatus.OPEN: Tag("Waits for the patient", "open"),
    RequestStatus.ANSWERED: Tag("Answered", "suitable"),
    RequestStatus.WITHDRAWN: Tag("Taken back", "neutral"),
    RequestStatus.EXPIRED: Tag("Not answered in time", "caution"),
}
JUDGEMENTS = {
    Judgement.UPHELD: Tag("Upheld", "upheld"),
    Judgement.OVERRIDDEN: Tag("Overridden", "overridden"),
}
VERSION_STATUSES = {
    VersionStatus.DRAFT: Tag("Draft", "open"),
    VersionStatus.IN_REVIEW: Tag("In review", "open"),
    VersionStatus.APPROVED: Tag("Approved", "upheld"),
    VersionStatus.PUBLISHED: Tag("Published", "suitable"),
    VersionStatus.RETIRED: Tag("Retired", "neutral"),
    VersionStatus.REJECTED: Tag("Rejected", "contraindication"),
}
CHECK_STATES = {
    CheckState.QUEUED: Tag("Waiting to be checked", "open"),
    CheckState.RUNNING: Tag("Being checked", "open"),
    CheckState.PASSED: Tag("Checks passed", "suitable"),
    CheckState.FAILED: Tag("Checks not passed", "contraindication"),
    CheckState.UNDECIDED: Tag("Not decided, so not passed", "contraindication"),
    CheckState.OVERTAKEN: Tag("Not checked", "neutral"),
}


def level_tag(intake: Intake) -> Tag:
    """What stands first about an intake: that a person must look, else its level."""
    if intake.needs_human:
        return NEEDS_HUMAN
    return LEVELS[Level(intake.level)] if intake.level else NOT_SCREENED


def severity_tag(severity: str, truth: str = FlagTruth.RAISED) -> Tag:
    tag = SEVERITIES[Severity(severity)]
    if truth == FlagTruth.RAISED:
        return tag
    return Tag(f"Cannot rule out: {tag.text.lower()}", "possible")
