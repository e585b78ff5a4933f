"""One patient: intakes, decisions, blood pressure over time, and invitations."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from clinics.models import Clinic, Patient
from screening.models import Closed, Decision, Intake, IntakeStatus, Invitation
from screening.presenters.heads import age_of, language_name
from screening.presenters.readings import BloodPressure, charted, measured
from screening.presenters.tags import DECISIONS, STATUSES, Tag, level_tag

OPEN = Tag("Open", "open")
ANSWERED = Tag("Answered", "suitable")


@dataclass(frozen=True)
class IntakeLine:
    """`level` and `decision` are None for who may not see answers."""

    url: str
    reference: str
    question_set: str
    status: Tag
    started_at: dt.datetime
    submitted_at: dt.datetime | None
    level: Tag | None
    decision: Tag | None
    is_void: bool


@dataclass(frozen=True)
class InvitationLine:
    """`last_day`: the last whole one on which the link works, as the patient is told."""

    public_id: object
    question_set: str
    language: str
    created_at: dt.datetime
    created_by: str
    last_day: dt.date | None
    state: Tag
    is_open: bool


@dataclass(frozen=True)
class PatientPage:
    """`blood_pressure` is None for who may not see answers."""

    patient: Patient
    age: int | None
    language: str
    intakes: tuple[IntakeLine, ...]
    invitations: tuple[InvitationLine, ...]
    blood_pressure: BloodPressure | None
    newest_invitation: int


def patient_page(clinic: Clinic, patient: Patient, *, sees_answers: bool) -> PatientPage:
    intakes = _intakes(clinic, patient)
    invitations = list(
        patient.invitations.select_related(
            "clinic", "version__question_set", "created_by", "intake", "returns_to"
        )
        .defer("version__document")
        .order_by("-pk")
    )
    return PatientPage(
        patient=patient,
        age=age_of(patient, clinic.today()),
        language=language_name(patient.language),
        intakes=tuple(_intake_line(intake, sees_answers=sees_answers) for intake in intakes),
        invitations=tuple(_invitation_line(invitation) for invitation in invitations),
        blood_pressure=_blood_pressure(clinic, intakes) if sees_answers else None,
        newest_invitation=invitations[0].pk if invitations else 0,
    )


def _intakes(clinic: Clinic, patient: Patient) -> list[Intake]:
    made = clinic.reviews.select_related("screening").order_by("number")
    made = made.defer("screening__answers", "screening__outcome", "screening__parameters")
    return list(
        patient.intakes.select_related("version__question_set", "current_screening")
        .defer("version__document", "answers", "current_screening__answers")
        .defer("current_screening__outcome", "current_screening__parameters")
        .prefetch_related(Prefetch("reviews", queryset=made))
        .order_by("-started_at")
    )


def _intake_line(intake: Intake, *, sees_answers: bool) -> IntakeLine:
    reviews = list(intake.reviews.all())
    latest = reviews[-1] if reviews and sees_answers else None
    return IntakeLine(
        url=intake.get_absolute_url() if sees_answers else "",
        reference=intake.reference,
        question_set=intake.version.question_set.title,
        status=STATUSES[IntakeStatus(intake.status)],
        started_at=intake.started_at,
        submitted_at=intake.submitted_at,
        level=level_tag(intake) if sees_answers else None,
        decision=DECISIONS[Decision(latest.decision)] if latest else None,
        is_void=latest is not None and latest.is_void,
    )


def _invitation_line(invitation: Invitation) -> InvitationLine:
    why = invitation.why_closed
    return InvitationLine(
        public_id=invitation.public_id,
        question_set=_leads_to(invitation),
        language=language_name(invitation.language),
        created_at=invitation.created_at,
        created_by=invitation.created_by.name,
        last_day=invitation.last_day if why is None else None,
        state=_state(why),
        is_open=why is None,
    )


def _leads_to(invitation: Invitation) -> str:
    if invitation.returns_to:
        return f"Back to {invitation.returns_to.reference}"
    return invitation.version.question_set.title


def _state(why: Closed | None) -> Tag:
    if why is None:
        return OPEN
    return ANSWERED if why == Closed.SPENT else Tag(Closed(why).label, "neutral")


def _blood_pressure(clinic: Clinic, intakes: Sequence[Intake]) -> BloodPressure:
    """What staff measured, over all intakes."""
    references = {intake.pk: intake.reference for intake in intakes}
    rows = clinic.vital_signs.filter(intake__in=list(references)).select_related("recorded_by")
    by_intake: dict[int, list] = {}
    for row in rows.order_by("pk"):
        by_intake.setdefault(row.intake_id, []).append(row)
    found = [
        reading
        for key, signs in by_intake.items()
        for reading in measured(signs, clinic.zone, references[key])
    ]
    return charted(found, [])
