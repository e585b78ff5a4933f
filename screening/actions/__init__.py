"""Everything that changes something: one transaction each, audited, harmless to repeat."""

from screening.actions.claims import ClaimedByAnother, claim, release
from screening.actions.engines import engine_for
from screening.actions.evaluations import EvaluationFailed
from screening.actions.flags import AssessmentRefused, assess_flag
from screening.actions.invitations import (
    NotInvitable,
    find_invitation,
    invite,
    open_with_birth_date,
    revoke,
)
from screening.actions.notifications import send_unsent
from screening.actions.pages import SavedPage, save_page
from screening.actions.question_sets import CasesFailed, NotADraft, load_document, publish
from screening.actions.refusals import (
    ActionRefused,
    AlreadySubmitted,
    AnswerNotStorable,
    IntakeClosed,
    IntakeExpired,
    IntakeWithdrawn,
    InvitationClosed,
    InvitationRevoked,
    NotFinished,
    NotSigned,
    PageNotAsked,
    UnknownQuestion,
    WrongBirthDate,
)
from screening.actions.reviews import (
    AlreadyDecided,
    ConditionsMissing,
    DateMissing,
    DecisionRefused,
    FlagsNotAssessed,
    KeyReused,
    NeedsHuman,
    NotSubmitted,
    ReasonMissing,
    ScreeningNotCurrent,
    decide,
    flags_to_assess,
)
from screening.actions.screenings import Derivation, derive, screen_again
from screening.actions.sessions import change_language, end_session, load_session, touch_session
from screening.actions.submissions import expire_intakes, submit, withdraw
from screening.actions.vital_signs import (
    AlreadyCorrected,
    IntakeNotOpen,
    MeasurementRefused,
    record_vital_sign,
)

__all__ = [
    "ActionRefused",
    "AlreadyCorrected",
    "AlreadyDecided",
    "AlreadySubmitted",
    "AnswerNotStorable",
    "AssessmentRefused",
    "CasesFailed",
    "ClaimedByAnother",
    "ConditionsMissing",
    "DateMissing",
    "DecisionRefused",
    "Derivation",
    "EvaluationFailed",
    "FlagsNotAssessed",
    "IntakeClosed",
    "IntakeExpired",
    "IntakeNotOpen",
    "IntakeWithdrawn",
    "InvitationClosed",
    "InvitationRevoked",
    "KeyReused",
    "MeasurementRefused",
    "NeedsHuman",
    "NotADraft",
    "NotFinished",
    "NotInvitable",
    "NotSigned",
    "NotSubmitted",
    "PageNotAsked",
    "ReasonMissing",
    "SavedPage",
    "ScreeningNotCurrent",
    "UnknownQuestion",
    "WrongBirthDate",
    "assess_flag",
    "change_language",
    "claim",
    "decide",
    "derive",
    "end_session",
    "engine_for",
    "expire_intakes",
    "find_invitation",
    "flags_to_assess",
    "invite",
    "load_document",
    "load_session",
    "open_with_birth_date",
    "publish",
    "record_vital_sign",
    "release",
    "revoke",
    "save_page",
    "screen_again",
    "send_unsent",
    "submit",
    "touch_session",
    "withdraw",
]
