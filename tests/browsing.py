"""A patient at a phone: what they open, what they type, what they then see."""

import datetime as dt
import html
import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from clinics.models import Clinic, Patient
from screening.models import Intake, Invitation
from tests.intakes import LOW_RISK, reading

MOST_PAGES = 60


class Phone:
    """Follows redirects, as a browser does, and remembers the page that it shows."""

    def __init__(self, invitation: Invitation, token: str) -> None:
        self.client = Client()
        self.invitation = invitation
        self.link = f"/i/{token}/"
        self.response = HttpResponse()
        self.pages_sent = 0

    def open(self, address: str) -> "Phone":
        self.response = self.client.get(address, follow=True)
        return self

    def send(self, data: Mapping[str, Any] | None = None, to: str | None = None) -> "Phone":
        """To the page that is shown, as its form does, or to another address."""
        self.response = self.client.post(to or self.address, data or {}, follow=True)
        self.pages_sent += 1
        return self

    def prove(self, born: dt.date | None = None) -> "Phone":
        day = born or self.invitation.patient.date_of_birth
        typed = {"answer_day": day.day, "answer_month": day.month, "answer_year": day.year}
        return self.send(typed, to=f"{self.link}identity/")

    def ask(self, link_id: str) -> "Phone":
        return self.open(question(link_id))

    def answer(self, given: Mapping[str, Any] | None = None, until: str = "") -> "Phone":
        """Every page that comes, as somebody without any risk would, but for what is given."""
        for _ in range(MOST_PAGES):
            if not self.asked or self.asked == until:
                return self
            self.answer_one(given)
        raise AssertionError(f"no end in sight at {self.asked}: {self.text}")

    def answer_one(self, given: Mapping[str, Any] | None = None) -> "Phone":
        answers = {**LOW_RISK, **(given or {})}
        if self.asked == "blood_pressure" and self.asked not in answers:
            return self.send(typed(reading(self.intake.clinic)))
        return self.send(typed(answers[self.asked]))

    @property
    def address(self) -> str:
        return self.response.request["PATH_INFO"]

    @property
    def asked(self) -> str | None:
        """The question on the page that is shown."""
        found = re.fullmatch(r"/intake/question/(\w+)/", self.address)
        return found[1] if found else None

    @property
    def text(self) -> str:
        """What can be read on the page, on one line."""
        body = self.response.content.decode()
        main = body.partition("<main")[2].partition("</main>")[0].partition(">")[2]
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())

    @property
    def body(self) -> str:
        return self.response.content.decode()

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def intake(self) -> Intake:
        return Intake.objects.select_related("clinic").get(invitation=self.invitation)

    @property
    def answers(self) -> dict[str, Any]:
        return self.intake.answers


def question(link_id: str) -> str:
    return f"/intake/question/{link_id}/"


def typed(answer: Any) -> dict[str, Any]:
    """A stored answer as the fields that a patient fills in for it."""
    if isinstance(answer, dict):
        day = dt.date.fromisoformat(answer["measured_on"])
        return answer | {
            "measured_on_day": day.day,
            "measured_on_month": day.month,
            "measured_on_year": day.year,
        }
    if isinstance(answer, list) and answer and isinstance(answer[0], dict):
        return {f"{key}-{row}": text for row, it in enumerate(answer) for key, text in it.items()}
    return {"answer": [] if answer is None else answer}


@pytest.fixture
def phone(invited: tuple[Invitation, str]) -> Phone:
    """Maria's, with the link from her message."""
    return Phone(*invited)


@pytest.fixture
def inside(phone: Phone, maria: Patient, lakeside: Clinic) -> Phone:
    """Maria's, once her date of birth is proven: the first question is on it."""
    return phone.prove()
