"""What is declared of every address: who may, with which methods, and what it must show.

A new address is added here; without that the matrix fails with its name. See
docs/authorisation.md.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from clinics.models import Role
from tests.matrix.world import House

Typed = Callable[[House, str], dict[str, Any]]

DESK = frozenset({Role.FRONT_DESK, Role.CLINICIAN})
CLINICAL = frozenset({Role.CLINICIAN})
ADMINS = frozenset({Role.ADMIN})
LEADING = frozenset({Role.CLINICIAN, Role.ADMIN})
EVERY_ROLE = frozenset(Role)

READ = ("GET", "HEAD")
ACT = ("POST",)
FORM = (*READ, *ACT)


@dataclass(frozen=True)
class Public:
    """For anybody, signed in or not."""

    methods: tuple[str, ...] = READ
    names: str = ""
    shows: str = ""


@dataclass(frozen=True)
class SignInPage(Public):
    """Who is signed in already is led on."""

    whatever_the_method: bool = True


@dataclass(frozen=True)
class SignedIn(Public):
    """For staff, whether or not they work at a clinic.

    `is_confirmed`: who showed no factor for minutes has to show one anew, before anything else.
    """

    is_confirmed: bool = False


@dataclass(frozen=True)
class OwnPage(SignedIn):
    """Of one's own account: it shows and changes nothing of anybody else."""


@dataclass(frozen=True)
class ConfirmPage(OwnPage):
    """For who has yet to show a second factor, too."""


@dataclass(frozen=True)
class SetUpPage(ConfirmPage):
    """For who has yet to set one up."""


@dataclass(frozen=True)
class StaffPage(Public):
    """For these roles, at the clinic that what it `names` belongs to.

    `shows` is a kind of mark that an allowed look must find on the page, so that an empty page or
    an error is not taken for a page without a leak. `typed` fills in its form. `outlives`: it is
    there for a patient who was erased, too. `is_confirmed`: as of `SignedIn`.
    """

    roles: frozenset[Role] = frozenset()
    typed: Typed | None = None
    outlives: bool = False
    is_confirmed: bool = False


@dataclass(frozen=True)
class LinkPage(Public):
    """For whoever holds the token; before the date of birth it says nothing of the patient."""

    names: str = "token"
    is_closed: frozenset[str] = frozenset({"revoked", "locked", "expired", "withdrawn", "erased"})


@dataclass(frozen=True)
class PatientPage(Public):
    """For who has a living session on an intake.

    `is_carried`: sent when the session was over, it is asked whose it is, and kept until then;
    what nobody can be asked about any more is handed back.
    """

    typed: Typed | None = None
    is_carried: bool = False


def staff(roles: frozenset[Role], names: str = "", **more: Any) -> StaffPage:
    return StaffPage(roles=roles, names=names, **more)


def assessing(house: House, word: str) -> dict[str, Any]:
    return {"judgement": "OVERRIDDEN", "reason": "OTHER", "words": word}


def deciding(house: House, word: str) -> dict[str, Any]:
    return {"decision": "MORE_INFORMATION", "reason": word, "message": word, "conditions": word}


def asking(house: House, word: str) -> dict[str, Any]:
    return {"suggested": ["artery"], "others": ["allergies"], "message": word}


def measuring(house: House, word: str) -> dict[str, Any]:
    return {"systolic": 121, "diastolic": 79, "heart_rate": 71, "note": word}


def naming(house: House, word: str) -> dict[str, Any]:
    return {
        "given_name": word,
        "family_name": word,
        "record_number": word,
        "email": f"{word}@example.org",
        "phone": "555 010 0199",
        "date_of_birth_day": "4",
        "date_of_birth_month": "5",
        "date_of_birth_year": "1971",
    }


def furnishing(house: House, word: str) -> dict[str, Any]:
    return {"opening_hours": word, "on_call_email": f"{word}@example.org"}


def casing(house: House, word: str) -> dict[str, Any]:
    return {
        "seen_revision": 0,
        "key": "c-9",
        "description": word,
        "today": "2026-11-21",
        "level": "none",
        "unknown_questions": "danger",
    }


def signing(house: House, word: str) -> dict[str, Any]:
    return {"signed_name": word}


def inviting(house: House, word: str) -> dict[str, Any]:
    return {"email": f"{word}@example.org", "role": "CLINICIAN"}


def choosing_roles(house: House, word: str) -> dict[str, Any]:
    return {"roles": ["CLINICIAN", "FRONT_DESK"]}


ROUTES: dict[str, Public] = {
    "home": Public(),
    "health": Public(),
    "sign-in": SignInPage(FORM),
    "account_login": SignInPage(FORM),
    "mfa_login_webauthn": SignInPage(FORM),
    "mfa_authenticate": SignInPage(FORM, whatever_the_method=False),
    "account_reset_password": Public(FORM),
    "account_reset_password_done": Public(),
    "account_reset_password_from_key": Public(FORM, "reset"),
    "sign-out": Public(ACT),
    "second-factor": SetUpPage(),
    "mfa_activate_totp": SetUpPage(FORM, is_confirmed=True),
    "mfa_add_webauthn": SetUpPage(FORM, is_confirmed=True),
    "account_reauthenticate": ConfirmPage(FORM),
    "mfa_reauthenticate": ConfirmPage(FORM),
    "mfa_reauthenticate_webauthn": ConfirmPage(FORM),
    "account": OwnPage(),
    "mfa_deactivate_totp": OwnPage(FORM, "codes"),
    "mfa_remove_webauthn": OwnPage(FORM, "passkey", is_confirmed=True),
    "mfa_view_recovery_codes": OwnPage(READ, "codes"),
    "mfa_generate_recovery_codes": OwnPage(FORM, is_confirmed=True),
    "account_change_password": OwnPage(FORM),
    "staff-invitation": LinkPage(FORM, "staff link", shows="name", is_closed=frozenset()),
    "people": staff(ADMINS, shows="staff"),
    "person-invite": staff(ADMINS, methods=FORM, typed=inviting, is_confirmed=True),
    "person": staff(
        ADMINS, "person", methods=FORM, shows="staff", typed=choosing_roles, is_confirmed=True
    ),
    "person-remove": staff(ADMINS, "person", methods=FORM, shows="staff", is_confirmed=True),
    "revoke-staff-invitation": staff(ADMINS, "staff invitation", methods=ACT),
    "own-sessions": OwnPage(),
    "end-session": OwnPage(ACT, "session"),
    "end-other-sessions": OwnPage(ACT),
    "choose-clinic": SignedIn(FORM),
    "clinic-settings": staff(ADMINS, methods=FORM, shows="settings", typed=furnishing),
    "audit": staff(ADMINS),
    "audit-check": staff(ADMINS, methods=ACT),
    "audit-export": staff(ADMINS, is_confirmed=True),
    "queue": staff(DESK, shows="person"),
    "intake": staff(CLINICAL, "intake", shows="answers"),
    "claim": staff(CLINICAL, "intake", methods=ACT),
    "release": staff(CLINICAL, "intake", methods=ACT),
    "screen-again": staff(CLINICAL, "intake", methods=ACT),
    "vital-signs": staff(CLINICAL, "intake", methods=FORM, shows="person", typed=measuring),
    "assess-flag": staff(CLINICAL, "flag", methods=FORM, shows="rule", typed=assessing),
    "make-case": staff(CLINICAL, "intake", methods=FORM, shows="reference"),
    "ask-again": staff(CLINICAL, "intake", methods=FORM, shows="person", typed=asking),
    "send-request": staff(CLINICAL, "request", methods=ACT),
    "withdraw-request": staff(CLINICAL, "request", methods=ACT),
    "decide": staff(CLINICAL, "intake", methods=FORM, shows="person", typed=deciding),
    "patients": staff(EVERY_ROLE, shows="person"),
    "patient-new": staff(EVERY_ROLE, methods=FORM, typed=naming),
    "patient": staff(EVERY_ROLE, "patient", shows="person", outlives=True),
    "patient-edit": staff(EVERY_ROLE, "patient", methods=FORM, shows="person", typed=naming),
    "invite": staff(EVERY_ROLE, "patient", methods=FORM, shows="person", typed=lambda *_: {}),
    "revoke-invitation": staff(EVERY_ROLE, "invitation", methods=ACT, outlives=True),
    "dashboard": staff(LEADING, shows="question"),
    "flag-rates": staff(ADMINS, shows="title"),
    "question-sets": staff(ADMINS, shows="title"),
    "question-set-version": staff(ADMINS, "version", shows="rule"),
    "question-set-checks": staff(ADMINS, "version", methods=FORM, shows="title"),
    "question-set-traceability": staff(ADMINS, "version", shows="rule"),
    "export-traceability": staff(ADMINS, "version", shows="rule"),
    "codebook": staff(ADMINS, "version"),
    "edit-draft": staff(ADMINS, "version", methods=FORM),
    "import-document": staff(ADMINS, "version", methods=FORM),
    "edit-never-asked": staff(ADMINS, "rule", methods=FORM),
    "edit-cases": staff(ADMINS, "version", methods=FORM),
    "new-case": staff(ADMINS, "draft", methods=FORM, typed=casing),
    "case-candidates": staff(ADMINS, "version", methods=FORM),
    "edit-case": staff(ADMINS, "case", methods=FORM, typed=casing),
    "new-part": staff(ADMINS, "new part", methods=FORM),
    "new-part-in": staff(ADMINS, "new question", methods=FORM),
    "edit-part": staff(ADMINS, "part", methods=FORM),
    "move-part": staff(ADMINS, "part", methods=FORM),
    "remove-part": staff(ADMINS, "part", methods=FORM),
    "preview": staff(ADMINS, "version", methods=FORM),
    "preview-question": staff(ADMINS, "preview page", methods=FORM),
    "preview-crisis": staff(ADMINS, "version"),
    "preview-language": staff(ADMINS, "version", methods=ACT),
    "preview-end": staff(ADMINS, "version"),
    "try-rule": staff(ADMINS, "rule", methods=FORM),
    "edit-condition": staff(ADMINS, "condition", methods=FORM),
    "edit-comparison": staff(ADMINS, "condition", methods=FORM),
    "choose-difference": staff(ADMINS, "version", shows="title"),
    "version-difference": staff(ADMINS, "pair", shows="title"),
    "start-replay": staff(ADMINS, "version", methods=ACT),
    "replay": staff(ADMINS, "replay", shows="title"),
    "export-json": staff(ADMINS, "version", shows="rule"),
    "export-yaml": staff(ADMINS, "version", shows="rule"),
    "question-set-parameters": staff(ADMINS, "version", methods=FORM),
    "start-draft": staff(ADMINS, "version", methods=FORM),
    "send-for-review": staff(ADMINS, "version", methods=FORM),
    "approve-version": staff(ADMINS, "version", methods=FORM, is_confirmed=True),
    "reject-version": staff(ADMINS, "version", methods=FORM),
    "return-version": staff(ADMINS, "version", methods=FORM),
    "publish-version": staff(ADMINS, "version", methods=FORM, is_confirmed=True),
    "roll-back-version": staff(ADMINS, "version", methods=FORM, is_confirmed=True),
    "patient:start": LinkPage(shows="name"),
    "patient:identity": LinkPage(FORM, shows="name"),
    "patient:link-about": LinkPage(shows="name", is_closed=frozenset()),
    "patient:next": PatientPage(),
    "patient:question": PatientPage(FORM, "question", typed=lambda *_: {}, is_carried=True),
    "patient:medicine-names": PatientPage(FORM, "question", is_carried=True),
    "patient:crisis": PatientPage(shows="public"),
    "patient:check": PatientPage(FORM, shows="answers", typed=signing, is_carried=True),
    "patient:again-check": PatientPage(FORM),
    "patient:done": PatientPage(),
    "patient:about": PatientPage(shows="public"),
    "patient:language": PatientPage(ACT),
    "patient:delete": PatientPage(FORM),
    "patient:come-back": Public(FORM),
    "patient:ended": Public(),
}
