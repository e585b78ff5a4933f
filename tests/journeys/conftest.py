"""Who takes part in the stories, and the clock that they live by."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from clinics.models import Clinic, Patient, Role, User
from screening.models import Invitation
from tests.journeys.people import PatientVisitor, StaffVisitor
from tests.people import employ


class Clock:
    """Now is what it is, and as much later as the story says."""

    def __init__(self, now: Callable[[], dt.datetime]) -> None:
        self.real, self.later = now, dt.timedelta()

    def now(self) -> dt.datetime:
        return self.real() + self.later

    def forward(self, **span: float) -> None:
        self.later += dt.timedelta(**span)


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock(timezone.now)
    monkeypatch.setattr(timezone, "now", clock.now)
    return clock


@pytest.fixture
def link(invited: tuple[Invitation, str]) -> str:
    """What stands in Maria's message."""
    return f"/i/{invited[1]}/"


@pytest.fixture
def patient(link: str, maria: Patient) -> PatientVisitor:
    """Maria, with the link in her hand."""
    return PatientVisitor(link, maria.date_of_birth)


@pytest.fixture
def clinician(alice: User) -> StaffVisitor:
    return StaffVisitor().sign_in(alice)


@pytest.fixture
def front_desk(bob: User) -> StaffVisitor:
    return StaffVisitor().sign_in(bob)


@pytest.fixture
def admin(dana: User) -> StaffVisitor:
    return StaffVisitor().sign_in(dana)


@pytest.fixture
def second_clinician(lakeside: Clinic) -> StaffVisitor:
    return StaffVisitor().sign_in(employ("Erin", lakeside, Role.CLINICIAN))


@pytest.fixture
def at(patient: PatientVisitor) -> Callable[[str], PatientVisitor]:
    """Maria, on the page of one question."""

    def ask(link_id: str) -> PatientVisitor:
        if not patient.response.content:
            patient.start()
        return patient.open(f"/intake/question/{link_id}/")

    return ask
