"""What could not be decrypted of an intake, in a clinician's words."""

from collections.abc import Iterable

from clinics.encryption.rows import SealedRow
from screening.presenters.intake_rows import IntakeRows


def lost_rows(rows: IntakeRows) -> list[str]:
    """Empty where everything can be read. Each row is opened here, which shows what is damaged
    before any part of the page is made of it."""
    assessments = [row for flag in rows.flags for row in flag.assessments.all()]
    kinds: list[tuple[str, Iterable[SealedRow]]] = [
        ("details of the patient", [rows.intake.patient]),
        ("the answers or the signature", [rows.intake]),
        ("screenings", rows.screenings),
        ("flags", rows.flags),
        ("assessments of flags", assessments),
        ("decisions", rows.reviews),
        ("measurements", rows.vital_signs),
        ("late pages", rows.late_pages),
        ("what was asked again", rows.requests),
        ("answers to older questions", rows.renewals),
    ]
    return [name for name, several in kinds if any(row.unreadable for row in several)]
