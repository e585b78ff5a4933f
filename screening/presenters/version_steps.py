"""The steps in a version's life as buttons: what each does, and what it does to patients."""

from dataclasses import dataclass

from screening.models import VersionStatus

DRAFT, IN_REVIEW, APPROVED = (
    VersionStatus.DRAFT,
    VersionStatus.IN_REVIEW,
    VersionStatus.APPROVED,
)


@dataclass(frozen=True)
class Step:
    """`name` of its address; `reason` is the label of the words that it needs, if any."""

    name: str
    title: str
    consequence: str
    done: str
    statuses: frozenset[VersionStatus]
    reason: str = ""


SEND = Step(
    "send-for-review",
    "Send for review",
    "The document can no longer be edited until it goes back to draft. Another administrator reads"
    " it and approves or rejects it. Patients notice nothing.",
    "The version is in review.",
    frozenset({DRAFT}),
)
APPROVE = Step(
    "approve-version",
    "Approve",
    "You say that you have read this document and that patients may be screened with it. The"
    " approval holds for exactly these bytes; any edit voids it. Patients notice nothing yet.",
    "The version is approved.",
    frozenset({IN_REVIEW}),
)
REJECT = Step(
    "reject-version",
    "Reject",
    "The version ends here and your reason is kept beside it. Its document can still be the start"
    " of another draft. Patients notice nothing.",
    "The version is rejected.",
    frozenset({IN_REVIEW, APPROVED}),
    reason="Why is it rejected?",
)
RETURN = Step(
    "return-version",
    "Back to draft",
    "The document can be edited again. An approval that it has is void and has to be given anew.",
    "The version is a draft again.",
    frozenset({IN_REVIEW, APPROVED}),
)
PUBLISH = Step(
    "publish-version",
    "Publish",
    "From now on new patients get this version, and the one that is published now is retired."
    " Patients who have begun finish on theirs, unless you have them asked what is new. Decisions"
    " already made do not change.",
    "The version is published: new patients get it from now on.",
    frozenset({APPROVED}),
)
ROLL_BACK = Step(
    "roll-back-version",
    "Bring this document back",
    "Makes a new version with this old document. It counts as approved, because these very bytes"
    " were published before, and its history says so for ever. Patients get it when you publish it,"
    " which needs the checks of today to pass.",
    "The old document is a new version, ready to publish.",
    frozenset({VersionStatus.RETIRED}),
    reason="Why does it come back?",
)
START = Step(
    "start-draft",
    "Start a draft from this version",
    "Makes a new version with a copy of this document, to be edited. Patients notice nothing.",
    "The draft is made.",
    frozenset(VersionStatus),
)
STEPS = (SEND, APPROVE, PUBLISH, RETURN, REJECT, ROLL_BACK, START)


def offered(status: str) -> tuple[Step, ...]:
    return tuple(step for step in STEPS if VersionStatus(status) in step.statuses)
