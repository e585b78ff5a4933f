"""A patient of ours, from the first page to the last."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from django.conf import settings

from benchmarks.step.browser import Answer, Browser, Fields, Unexpected
from benchmarks.step.question_set import document, fields, source
from clinics import scopes
from clinics.actions import create_clinic, create_staff, grant_role, register_patient
from clinics.models import Clinic, Role
from screening.actions import invite, load_document, open_with_birth_date, publish_as_operator
from screening.models import Intake
from screening.rules import Question

CRISIS = "/intake/crisis/"
BORN = date(1984, 3, 27)
PASSWORD = "of an account that lives for a minute"  # noqa: S105
REVISION = re.compile(rb'name="revision" value="([0-9]+)"')


class OurClinic:
    """With the measured question set published."""

    def __init__(self, slug: str = "measured") -> None:
        self.clinic: Clinic = create_clinic(
            slug=slug,
            name="Measured Clinic",
            phone="555-010-0100",
            on_call_email="on-call@measured.example",
            languages=["en", "es"],
        )
        self.staff = create_staff(email=f"desk@{slug}.example", name="Desk", password=PASSWORD)
        with scopes.at_clinic(self.clinic):
            grant_role(user=self.staff, clinic=self.clinic, role=Role.FRONT_DESK)
            loaded = load_document(clinic=self.clinic, data=source())
            self.version = publish_as_operator(version=loaded, source="a benchmark")

    def open_intake(self, browser: Browser | None = None) -> "OurPatient":
        """A new patient who has opened the link and proven the date of birth."""
        with scopes.at_clinic(self.clinic):
            return self._open_intake(browser)

    def _open_intake(self, browser: Browser | None) -> "OurPatient":
        patient = register_patient(
            clinic=self.clinic,
            given_name="Maria",
            family_name="Measured",
            date_of_birth=BORN,
            email="maria@patients.example",
            record_number="",
            by=self.staff,
        )
        invitation, _ = invite(patient=patient, version=self.version, language="en", by=self.staff)
        intake, token = open_with_birth_date(invitation=invitation, date_of_birth=BORN)
        browser = browser or Browser()
        browser.cookies[settings.INTAKE_COOKIE_NAME] = token
        return OurPatient(intake, browser)


class OurPatient:
    def __init__(self, intake: Intake, browser: Browser) -> None:
        self.browser = browser
        self.today = intake.clinic.today()
        self.questions = [
            question
            for link_id, question in document().questions.items()
            if link_id not in intake.answers
        ]

    def steps(self) -> Iterator[tuple[Answer, Answer]]:
        """The GET and the POST of every question."""
        for question in self.questions:
            yield self.step(question)

    def step(self, question: Question, **more: str) -> tuple[Answer, Answer]:
        address = _address(question)
        shown = self.browser.get(address)
        given = self._given(question, shown) | more
        sent = self.browser.post(address, given)
        if sent.location == CRISIS:
            raise Unexpected(f"{question.link_id} raised something urgent")
        return shown, sent

    def filled_in(self, question: Question) -> tuple[str, Fields]:
        """The page after its GET, ready to be sent."""
        address = _address(question)
        return address, self._given(question, self.browser.get(address))

    def _given(self, question: Question, shown: Answer) -> dict[str, str | Sequence[str]]:
        (revision,) = REVISION.findall(shown.body)
        return {**fields(question, self.today), "revision": revision.decode()}


def _address(question: Question) -> str:
    return f"/intake/question/{question.link_id}/"
