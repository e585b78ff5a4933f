"""Intakes to scan, at each stage that shows another form."""

import datetime
import uuid

from django.urls import reverse

from clinics.actions import register_patient
from clinics.models import Clinic, Patient, User
from screening.actions.claims import claim
from screening.actions.information_requests import ask_again
from screening.actions.invitations import invite, open_with_birth_date
from screening.models import Intake, QuestionSetVersion
from tests.intakes import ANEURYSM, begin, send_pages, submit

SHIPPED = "ketamine-pre-treatment-screening"
BORN = datetime.date(1984, 3, 27)
MISSPELT = {"name": "sertralyne 100 mg", "dose": "", "frequency": ""}
"""Brings up the page that asks what was meant."""


def patient(clinic: Clinic, by: User, name: str) -> Patient:
    return register_patient(
        clinic=clinic, given_name="Patient", family_name=name, date_of_birth=BORN, by=by
    )


def invited(clinic: Clinic, by: User, number: int) -> str:
    """A link; the first one's patient has answered everything, and not sent it yet."""
    invitation, token = invite(
        patient=patient(clinic, by, f"Number {number}"),
        version=shipped_version(),
        language="en",
        by=by,
    )
    if number == 0:
        intake, _ = open_with_birth_date(invitation=invitation, date_of_birth=BORN)
        send_pages(intake, {"medicines": [MISSPELT]})
    return token


def pages_of_intakes(clinic: Clinic, by: User) -> list[str]:
    """One that is looked at with all its forms, one that waits, one whose patient is asked again;
    each form of the first has an intake of its own, which no other form's posts bring further."""
    forms = ("intake", "vital-signs", "decide", "ask-again", "make-case")
    pages = [reverse(form, args=[sent(clinic, by, form).public_id]) for form in forms]
    flagged, asked = sent(clinic, by, "flagged"), sent(clinic, by, "asked")
    flag = flagged.current_flags[0]
    ask_again(
        intake=asked,
        questions=["vascular_history"],
        message="Please tell us more.",
        screening=asked.current_screening,
        key=uuid.uuid4(),
        by=by,
        pages=asked.revision,
    )
    waiting = submit(begin(shipped_version(), patient(clinic, by, "Waiting"), by), ANEURYSM)
    guest = patient(clinic, by, "Invited")
    invite(patient=guest, version=shipped_version(), language="en", by=by)
    pages.append(reverse("patient", args=[guest.public_id]))
    pages += [reverse("assess-flag", args=[flagged.public_id, flag.pk])]
    return pages + [reverse("intake", args=[each.public_id]) for each in (asked, waiting)]


def sent(clinic: Clinic, by: User, name: str) -> Intake:
    intake = begin(shipped_version(), patient(clinic, by, name.title()), by)
    return claim(intake=submit(intake, ANEURYSM), by=by)


def shipped_version() -> QuestionSetVersion:
    return QuestionSetVersion.objects.get(question_set__slug=SHIPPED, status="PUBLISHED")
