"""The whole way of a patient and of a clinician in a browser, with script and without it."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from clinics.models import User
from screening.models import Intake, IntakeStatus
from tests.browser.looking import HEIGHT, PHONE
from tests.browser.pressing import press
from tests.intakes import LOW_RISK, reading
from tests.people import PASSWORD

SCRIPT = pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
BOXES = ("Day", "Month", "Year")
RISKS = {
    "suicide_attempt": "under_3_months",
    "vascular_history": ["aneurysm"],
    "mania_past_month": "not_sure",
    "medicines": [{"name": "alprazolum 0.5 prn"}, {"name": "sertraline", "dose": "100 mg"}],
    "benzodiazepine_pattern": "as_needed",
}


class Patient:
    def __init__(self, page: Page, given: Mapping[str, Any]) -> None:
        self.page, self.given = page, given
        self.seen: list[str] = []

    def go_on(self) -> None:
        press(self.page.get_by_role("button", name="Continue", exact=True).last)

    def answer_all(self) -> None:
        """Until all pages are sent; help and doubtful names are dealt with as they come."""
        while "/check/" not in self.page.url:
            last = self.page.url.rstrip("/").rpartition("/")[2]
            self.seen.append(last)
            if last == "crisis":
                press(self.page.get_by_role("link", name="I am safe, go back to my questions"))
            else:
                self.fill(last)
                self.go_on()

    def fill(self, link_id: str) -> None:
        if link_id == "names":
            self.page.get_by_label("Yes").check()
            return
        answer = self.given[link_id]
        if isinstance(answer, dict):
            self.fill_reading(answer)
        elif isinstance(answer, list) and isinstance(answer[0], dict):
            for row, medicine in enumerate(answer):
                for column, text in medicine.items():
                    self.page.locator(f"[name={column}-{row}]").fill(text)
        elif answer is not None:
            for value in answer if isinstance(answer, list) else [answer]:
                self.page.locator(f"input[value='{value}']").check()

    def fill_reading(self, answer: Mapping[str, Any]) -> None:
        self.page.get_by_label("Top number").fill(str(answer["systolic"]))
        self.page.get_by_label("Bottom number").fill(str(answer["diastolic"]))
        fill_date(self.page, dt.date.fromisoformat(answer["measured_on"]))
        self.page.locator(f"input[value='{answer['method']}']").check()


def fill_date(page: Page, day: dt.date) -> None:
    for label, text in zip(BOXES, (day.day, day.strftime("%B"), day.year), strict=True):
        page.get_by_label(label, exact=True).fill(str(text))


@SCRIPT
def test_patient_answers_and_a_clinician_decides(
    new_tab, invited, maria, alice, lakeside, has_script
):
    options = {"java_script_enabled": has_script}
    phone = new_tab(viewport={"width": PHONE, "height": HEIGHT}, **options)
    patient = Patient(phone, {**LOW_RISK, "blood_pressure": reading(lakeside), **RISKS})
    phone.goto(f"/i/{invited[1]}/")
    phone.get_by_role("link", name="Start").click()
    fill_date(phone, dt.date(1984, 3, 28))
    patient.go_on()
    expect(phone.locator(".error-summary")).to_be_focused()
    fill_date(phone, maria.date_of_birth)
    patient.go_on()
    patient.go_on()
    expect(phone).to_have_title(re.compile(r"^Error: Who is filling out this form\?"))

    patient.answer_all()
    assert {"crisis", "names", "benzodiazepine_pattern"} <= set(patient.seen)
    phone.get_by_label("Your full name").fill("María José O'Brien")
    phone.get_by_role("button", name="Confirm and send").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Your answers were sent")
    reference = phone.locator(".reference").inner_text()
    phone.go_back()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Your answers were sent")

    assert (Intake.objects.get().reference, Intake.objects.get().level) == (reference, "urgent")
    # Somebody of the demo, who needs no second step; test_passkeys.py signs in with one.
    User.objects.filter(pk=alice.pk).update(email=f"alice@{settings.DEMO_DOMAIN}")
    decide_all(new_tab(**options), reference)


def decide_all(desk: Page, reference: str) -> None:
    desk.goto("/queue/")
    desk.get_by_label("E-mail address").fill(f"alice@{settings.DEMO_DOMAIN}")
    desk.get_by_label("Password").fill(PASSWORD)
    desk.get_by_role("button", name="Sign in").click()
    expect(desk.get_by_role("row", name=reference)).to_contain_text("Urgent")
    desk.get_by_role("link", name="María José O'Brien").click()
    desk.get_by_role("button", name="Claim").click()
    desk.get_by_role("link", name="Assess ").first.click()
    assess_each(desk)
    measure(desk)
    desk.get_by_role("link", name="Decide", exact=True).click()
    desk.get_by_label("Suitable with conditions", exact=True).check()
    desk.get_by_label("Reason", exact=True).fill("Neurosurgeon and therapist agree.")
    desk.get_by_role("button", name="Record the decision").click()
    desk.get_by_role("link", name="Write the conditions.").click()
    expect(desk.get_by_label("Conditions", exact=True)).to_be_focused()
    desk.get_by_label("Conditions", exact=True).fill("With a companion.")
    desk.get_by_role("button", name="Record the decision").click()
    expect(desk.get_by_role("status")).to_contain_text("The decision is on record.")
    intake = Intake.objects.get()
    assert intake.status == IntakeStatus.SUBMITTED
    assert intake.standing_review.conditions == "With a companion."
    desk.get_by_role("button", name="Sign out").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Sign in")
    desk.go_back()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Sign in")


def assess_each(desk: Page) -> None:
    while desk.get_by_role("heading", name="Assess this flag").count():
        desk.get_by_label("Overridden").check()
        desk.get_by_label("Reason").select_option("SPOKE_WITH_PATIENT")
        desk.get_by_label("In your words").fill("We spoke about it.")
        following = desk.get_by_role("button", name="Save and assess the next one")
        press(following if following.count() else desk.get_by_role("button", name="Save"))


def measure(desk: Page) -> None:
    desk.get_by_role("link", name="Record blood pressure").first.click()
    desk.get_by_label("Top number").fill("78")
    desk.get_by_label("Bottom number").fill("118")
    desk.get_by_role("button", name="Record", exact=True).click()
    desk.get_by_label("78/118 is right").focus()
    desk.get_by_label("Top number").fill("118")
    desk.get_by_label("Bottom number").fill("78")
    desk.get_by_role("button", name="Record", exact=True).click()
    expect(desk.get_by_role("status")).to_contain_text("The measurement is on record")
