"""Everything that changes something: one transaction each, audited, harmless to repeat."""

from screening.actions.approvals import (
    OtherBytes,
    OwnWork,
    approve,
    authors,
    back_to_draft,
    has_other_admin,
    reject,
    send_for_review,
)
from screening.actions.birth_dates import correct_patient
from screening.actions.cases_from_intakes import CaseChanged, NothingToTake, OtherSet, make_case
from screening.actions.checks import ChecksNotPassed, check_again, last_check
from screening.actions.claims import ClaimedByAnother, claim, release
from screening.actions.drafts import (
    DraftNotStorable,
    DraftOvertaken,
    save_draft,
    set_parameters,
    start_draft,
)
from screening.actions.engines import engine_for, engine_to_show
from screening.actions.evaluations import EvaluationFailed
from screening.actions.flags import AssessmentRefused, assess_flag
from screening.actions.information_requests import (
    NothingToAsk,
    RequestClosed,
    ask_again,
    expire_requests,
    finish_answers,
    link_for_message,
    send_again,
    withdraw_request,
)
from screening.actions.invitation_mails import mail_invitation
from screening.actions.invitations import (
    NotInvitable,
    find_invitation,
    invite,
    open_with_birth_date,
    revoke,
)
from screening.actions.locks import report_unreadable
from screening.actions.medicines import medicine_classes
from screening.actions.notifications import send_unsent
from screening.actions.pages import SavedPage, save_page
from screening.actions.publishing import publish, publish_as_operator, roll_back
from screening.actions.question_sets import CasesFailed, load_document
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
    Overtaken,
    PageNotAsked,
    PageRefused,
    PageReworded,
    UnknownQuestion,
    WrongBirthDate,
)
from screening.actions.renewals import up_to_date
from screening.actions.replays import start_replay
from screening.actions.reviews import (
    AlreadyDecided,
    AskedAgain,
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
from screening.actions.unread_pages import keep_unread_page
from screening.actions.versions import NotADraft, ReasonNeeded, WrongStatus
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
    "AskedAgain",
    "AssessmentRefused",
    "CaseChanged",
    "CasesFailed",
    "ChecksNotPassed",
    "ClaimedByAnother",
    "ConditionsMissing",
    "DateMissing",
    "DecisionRefused",
    "Derivation",
    "DraftNotStorable",
    "DraftOvertaken",
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
    "NothingToAsk",
    "NothingToTake",
    "OtherBytes",
    "OtherSet",
    "Overtaken",
    "OwnWork",
    "PageNotAsked",
    "PageRefused",
    "PageReworded",
    "ReasonMissing",
    "ReasonNeeded",
    "RequestClosed",
    "SavedPage",
    "ScreeningNotCurrent",
    "UnknownQuestion",
    "WrongBirthDate",
    "WrongStatus",
    "approve",
    "ask_again",
    "assess_flag",
    "authors",
    "back_to_draft",
    "change_language",
    "check_again",
    "claim",
    "correct_patient",
    "decide",
    "derive",
    "end_session",
    "engine_for",
    "engine_to_show",
    "expire_intakes",
    "expire_requests",
    "find_invitation",
    "finish_answers",
    "flags_to_assess",
    "has_other_admin",
    "invite",
    "keep_unread_page",
    "last_check",
    "link_for_message",
    "load_document",
    "load_session",
    "mail_invitation",
    "make_case",
    "medicine_classes",
    "open_with_birth_date",
    "publish",
    "publish_as_operator",
    "record_vital_sign",
    "reject",
    "release",
    "report_unreadable",
    "revoke",
    "roll_back",
    "save_draft",
    "save_page",
    "screen_again",
    "send_again",
    "send_for_review",
    "send_unsent",
    "set_parameters",
    "start_draft",
    "start_replay",
    "submit",
    "touch_session",
    "up_to_date",
    "withdraw",
    "withdraw_request",
]
