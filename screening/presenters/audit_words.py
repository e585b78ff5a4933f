"""What an event of the audit trail is called on the page, for somebody who runs a clinic."""

WORDS = {
    "access.denied": "was turned away from a page",
    "account.codes_removed": "removed an authenticator app",
    "account.codes_set_up": "set an authenticator app up",
    "account.factors_reset": "took somebody's second factors away",
    "account.other_sessions_ended": "signed other devices out",
    "account.passkey_added": "added a passkey",
    "account.passkey_removed": "removed a passkey",
    "account.password_changed": "changed the password",
    "account.password_reset": "set a new password by mail",
    "account.recovery_codes_made": "made recovery codes",
    "account.second_factor_refused": "gave a wrong code or passkey",
    "account.session_ended": "was signed out for being away",
    "account.sessions_ended": "was signed out everywhere by an operator",
    "account.sign_in_refused": "tried to sign in and was refused",
    "account.signed_in": "signed in",
    "account.signed_out": "signed out",
    "audit.exported": "exported the audit trail",
    "audit.verified": "checked the audit trail",
    "audit.viewed": "looked at the audit trail",
    "break_glass.alarm_failed": "could not tell the clinic of emergency access",
    "break_glass.alarm_sent": "told the clinic of emergency access",
    "break_glass.ended": "ended emergency access",
    "break_glass.expired": "emergency access ran out",
    "break_glass.started": "gave emergency access",
    "break_glass.used": "came in by emergency access",
    "clinic.changed": "changed the clinic's settings",
    "clinic.chosen": "began to work at this clinic",
    "clinic.created": "opened the clinic",
    "clinic.erased": "erased the clinic's data for good",
    "clinic.key_renewed": "renewed the clinic's encryption key",
    "clinic.patients_renewed": "renewed the encryption keys of patients",
    "dashboard.viewed": "looked at the dashboard",
    "flag.assessed": "assessed a flag",
    "flag_rates.viewed": "looked at how often rules are raised",
    "information_request.answered": "answered what was asked again",
    "information_request.expired": "what was asked again was not answered in time",
    "information_request.made": "asked a patient again",
    "information_request.page_sent": "sent a page that was asked for again",
    "information_request.sent_again": "sent a new link to what is asked again",
    "information_request.withdrawn": "took questions to a patient back",
    "intake.begun": "began to answer",
    "intake.birth_date_corrected": "corrected a birth date in the answers",
    "intake.claimed": "claimed an intake",
    "intake.closed": "an intake was closed",
    "intake.decided": "decided on an intake",
    "intake.expired": "an intake expired",
    "intake.language_changed": "changed the language of the questions",
    "intake.made_case": "made a case of a question set from an intake",
    "intake.opened": "opened the questions again",
    "intake.page_refused": "sent a page that was kept apart",
    "intake.page_sent": "sent a page of answers",
    "intake.released": "gave a claimed intake back",
    "intake.renewed": "went on with newer questions",
    "intake.screened": "the rules were run",
    "intake.screened_again": "ran the rules again",
    "intake.submitted": "sent all answers",
    "intake.unreadable": "an intake could not be read",
    "intake.viewed": "read an intake",
    "intake.withdrawn": "took all answers back",
    "invitation.created": "invited a patient",
    "invitation.locked": "an invitation was locked after wrong birth dates",
    "invitation.mail_failed": "an invitation could not be mailed",
    "invitation.mailed": "mailed an invitation",
    "invitation.revoked": "took an invitation back",
    "invitation.wrong_date": "gave a wrong birth date",
    "keys.added": "added an encryption key",
    "keys.retired": "retired an encryption key",
    "keys.rotated": "renewed encryption",
    "patient.changed": "changed a patient's details",
    "patient.erased": "erased a patient's data for good",
    "patient.read": "read a patient's page",
    "patient.registered": "registered a patient",
    "patients.listed": "looked at a list of patients",
    "question_set.approved": "approved a question set",
    "question_set.exported": "exported a question set",
    "question_set.loaded": "loaded a question set",
    "question_set.published": "published a question set",
    "question_set.rejected": "rejected a question set",
    "question_set.retired": "retired a question set",
    "question_set.returned": "returned a question set to its author",
    "question_set.saved": "changed a question set",
    "question_set.sent_for_review": "sent a question set for review",
    "question_set.started": "started a new version of a question set",
    "queue.viewed": "looked at the queue",
    "replay.started": "ran past intakes under another version",
    "role.granted": "gave somebody a role",
    "role.revoked": "took somebody's role away",
    "staff.activated": "opened somebody's account again",
    "staff.created": "made an account",
    "staff.deactivated": "closed somebody's account",
    "staff.invitation_accepted": "accepted an invitation to work here",
    "staff.invitation_revoked": "took an invitation to work here back",
    "staff.invited": "invited somebody to work here",
    "vital_sign.recorded": "recorded a measurement",
}
KINDS = {
    "clinics.breakglass": "Emergency access",
    "clinics.clinic": "Clinic",
    "clinics.datakey": "Encryption key",
    "clinics.patient": "Patient",
    "clinics.user": "Person",
    "screening.intake": "Intake",
    "screening.invitation": "Invitation",
    "screening.questionsetversion": "Question set version",
}
DETAILS = {
    "events": "events checked",
    "fields": "changed",
    "hours": "hours",
    "intakes": "intakes on the page",
    "needs": "needed",
    "operator": "operator",
    "page": "page",
    "patients": "patients on the page",
    "people": "people told",
    "problems": "problems found",
    "role": "role",
    "tries": "wrong dates so far",
}


COUNTED = frozenset({"intakes", "patients"})


def words_of(action: str) -> str:
    """An action that has no words yet is shown by its code rather than left out."""
    return WORDS.get(action) or action.replace(".", ": ").replace("_", " ")


def choices() -> list[tuple[str, str]]:
    return sorted(WORDS.items(), key=lambda pair: pair[1])


def kind_of(object_type: str) -> str:
    return KINDS.get(object_type) or object_type.rpartition(".")[2].capitalize()


def details_of(details: dict[str, object]) -> str:
    """Ids and codes; of a long list how many."""
    said = []
    for name, value in sorted(details.items()):
        label = DETAILS.get(name, name.replace("_", " "))
        said.append(f"{label}: {in_words(name, value).replace('_', ' ')}")
    return "; ".join(said)


def in_words(name: str, value: object) -> str:
    if not isinstance(value, list):
        return str(value)
    return str(len(value)) if name in COUNTED else ", ".join(map(str, value)) or "none"
