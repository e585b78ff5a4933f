from screening.models.flag import (
    AssessmentReason,
    Flag,
    FlagAssessment,
    FlagTruth,
    Judgement,
)
from screening.models.information_request import InformationRequest, RequestStatus
from screening.models.intake import HumanReason, Intake, IntakeStatus
from screening.models.invitation import Closed, Invitation
from screening.models.notification import Notification, NotificationKind
from screening.models.question_set import (
    DocumentMismatchError,
    FrozenVersionError,
    QuestionSet,
    QuestionSetVersion,
    VersionStatus,
)
from screening.models.renewal import Renewal
from screening.models.replay import Replay, ReplayDifference
from screening.models.review import Decision, Review
from screening.models.screening import Screening, Trigger
from screening.models.sent_page import Refusal, SentPage
from screening.models.version_check import CheckState, VersionCheck
from screening.models.version_step import StepException, StepKind, VersionStep
from screening.models.vital_sign import VitalSign

__all__ = [
    "AssessmentReason",
    "CheckState",
    "Closed",
    "Decision",
    "DocumentMismatchError",
    "Flag",
    "FlagAssessment",
    "FlagTruth",
    "FrozenVersionError",
    "HumanReason",
    "InformationRequest",
    "Intake",
    "IntakeStatus",
    "Invitation",
    "Judgement",
    "Notification",
    "NotificationKind",
    "QuestionSet",
    "QuestionSetVersion",
    "Refusal",
    "Renewal",
    "Replay",
    "ReplayDifference",
    "RequestStatus",
    "Review",
    "Screening",
    "SentPage",
    "StepException",
    "StepKind",
    "Trigger",
    "VersionCheck",
    "VersionStatus",
    "VersionStep",
    "VitalSign",
]
