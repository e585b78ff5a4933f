"""The patient and the staff of the stories, each at a browser of their own."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.test import Client

from clinics.models import User
from screening.models import Intake
from tests.intakes import LOW_RISK, reading
from tests.journeys.visitors import Visitor
from tests.passkeys import SoftPasskey, asked_of_passkey
from tests.people import PASSWORD

QUESTION = re.compile(r"/intake/question/(\w+)/")


class PatientVisitor(Visitor):
    """With the link from the message, and a date of birth."""

    def __init__(self, link: str, born: dt.date) -> None:
        super().__init__()
        self.link, self.born = link, born

    def start(self, born: dt.date | None = None, *, start: str = "Start") -> "PatientVisitor":
        """From the link to the first question, or to wherever the answers were left."""
        self.open(self.link)
        self.click(start)
        return self.prove(born)

    def prove(self, born: dt.date | None = None) -> "PatientVisitor":
        self.press("Continue", date_boxes("answer", born or self.born))
        return self

    def answer(self, given: Mapping[str, Any] | None = None, *, until: str = "") -> None:
        """Every page that comes, as somebody without any risk would, but for what is given."""
        while self.asked and self.asked != until:
            self.answer_one(given)

    def answer_one(self, given: Mapping[str, Any] | None = None) -> "PatientVisitor":
        assert self.asked, self.address
        answers = {**LOW_RISK, "blood_pressure": reading(self.intake.clinic), **(given or {})}
        answer = answers[self.asked]
        self.press(self.continue_, boxes(answer))
        return self

    def sign(self, name: str = "María O'Brien") -> "PatientVisitor":
        self.press("Confirm and send", {"signed_name": name})
        return self

    @property
    def continue_(self) -> str:
        return {"en": "Continue", "es": "Continuar"}[self.page.language]

    @property
    def asked(self) -> str | None:
        found = QUESTION.fullmatch(self.address)
        return found[1] if found else None

    def address_of(self, link_id: str) -> str:
        return f"/intake/question/{link_id}/"

    @property
    def intake(self) -> Intake:
        return Intake.objects.select_related("clinic").get()

    @property
    def answers(self) -> dict[str, Any]:
        return self.intake.answers


class StaffVisitor(Visitor):
    """At a browser that asks a device for passkeys, whatever it does without scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.client = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
        self.passkey = SoftPasskey("http://localhost")

    def sign_in(self, user: User) -> "StaffVisitor":
        """For the first time, so a passkey has to be set up."""
        self.open("/").click("Sign in")
        self.press("Sign in", {"login": user.email, "password": PASSWORD})
        self.click("Set up a passkey")
        self.press("Set up", {"credential": self.passkey.create(self.asked_of_passkey)})
        self.open("/account/sign-in/")
        return self

    @property
    def asked_of_passkey(self) -> dict[str, Any]:
        return asked_of_passkey(self.response)


def date_boxes(name: str, day: dt.date) -> dict[str, Any]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def boxes(answer: Any) -> dict[str, Any]:
    """A stored answer as somebody types and ticks it."""
    if answer is None:
        return {}
    if isinstance(answer, dict):
        day = dt.date.fromisoformat(answer["measured_on"])
        others = {name: value for name, value in answer.items() if name != "measured_on"}
        return others | date_boxes("measured_on", day)
    if isinstance(answer, list) and answer and isinstance(answer[0], dict):
        return {f"{key}-{row}": text for row, it in enumerate(answer) for key, text in it.items()}
    return {"answer": answer}
