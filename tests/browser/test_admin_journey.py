"""An administrator asks patients something new; another one lets it go live; a patient meets it."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from clinics.models import User
from screening import actions
from screening.models import Flag, Intake
from tests.browser.pressing import press
from tests.browser.test_journeys import fill_date
from tests.browser.test_passkeys import give_device, sign_in

BORN = dt.date(1979, 8, 30)


def texts(english: str, spanish: str) -> dict[str, str]:
    return {"en": english, "es": spanish}


FAINTED = {
    "link_id": "fainted",
    "type": "choice",
    "text": texts("Have you ever fainted?", "¿Alguna vez se ha desmayado?"),
    "required": True,
    "options": [
        {"value": "yes", "label": texts("Yes", "Sí")},
        {"value": "no", "label": texts("No", "No")},
    ],
}
SET: dict[str, Any] = {
    "slug": "before-ketamine",
    "title": texts("Before ketamine", "Antes de la ketamina"),
    "treatment": texts("Ketamine", "Ketamina"),
    "language": "en",
    "sections": [
        {"slug": "heart", "title": texts("Your heart", "Su corazón"), "questions": [FAINTED]}
    ],
    "rules": [
        {
            "slug": "fainted-before",
            "title": texts("Has fainted", "Se ha desmayado"),
            "severity": "caution",
            "when": {"question": "fainted", "equals": "yes"},
            "rationale": "Ask how often, and why.",
            "sources": ["Clinic default"],
            "patient_text": "review",
        }
    ],
    "patient_texts": {
        "review": texts("A clinician reads your answers.", "Un médico lee sus respuestas.")
    },
}
OPTIONS = [("often", "Often", "A menudo"), ("never", "Never", "Nunca")]


class Desk:
    """Of an administrator, in a browser of their own."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def arrive(self, user: User) -> "Desk":
        """For the first time, so with a passkey to set up."""
        give_device(self.page)
        sign_in(self.page, user)
        self.follow("Set up a passkey")
        self.page.get_by_label("Name of this passkey").fill("My phone")
        self.page.wait_for_load_state()  # The page asks for one only once its script is there.
        self.press("Set up")
        self.follow("I have kept them")
        return self

    def follow(self, name: str) -> None:
        press(self.page.get_by_role("link", name=name, exact=True).first)

    def press(self, name: str) -> None:
        press(self.page.get_by_role("button", name=name, exact=True))

    def write(self, **texts: str) -> None:
        for name, text in texts.items():
            self.page.locator(f"[name={name}]").fill(text)

    def told(self, words: str) -> None:
        expect(self.page.get_by_role("status")).to_have_text(words)

    def found_by_the_worker(self) -> Page:
        """The checks page, before and after the worker came round."""
        self.page.get_by_role("link", name="what the checks say").click()
        expect(self.page.get_by_text("Waiting to be checked")).to_be_visible()
        call_command("db_worker", queue_name="proofs", batch=True, interval=0, verbosity=0)
        self.follow("Look again")
        return self.page


@pytest.fixture
def published(lakeside):
    version = actions.load_document(clinic=lakeside, data=SET)
    return actions.publish_as_operator(version=version, source="a test")


def test_new_question_with_a_mistake_is_mended_approved_published_and_asked(
    new_tab, staff_tab, published, dana, erin, alice
):
    desk = Desk(new_tab()).arrive(dana)
    desk.follow("Version 1 of Before ketamine")
    desk.follow("Start a draft from this version")
    desk.press("Start a draft from this version")
    desk.follow("Edit this draft")
    add_question(desk)
    add_rule(desk)

    rename_option(desk, "often", "very_often")
    see_the_mistake(desk.found_by_the_worker())
    mend(desk)
    page = desk.found_by_the_worker()
    expect(page.get_by_role("heading", name="Checks passed")).to_be_visible()

    desk.follow("Back to version 2")
    desk.follow("Send for review")
    desk.press("Send for review")
    expect(
        page.get_by_text("another administrator of the clinic has to approve it")
    ).to_be_visible()
    approve_and_publish(Desk(new_tab()).arrive(erin))
    answer_as_a_patient(new_tab(), invited_by(desk))

    flag = Flag.objects.get(rule="faints-now")
    assert flag.severity == "contraindication"
    staff = staff_tab(alice)
    staff.goto(Intake.objects.get().get_absolute_url())
    expect(staff.get_by_role("heading", name="Faints often")).to_be_visible()


def add_question(desk: Desk) -> None:
    desk.follow("Add a question to “Your heart”")
    desk.write(key="faints", text_en="How often do you faint now?", text_es="¿Con qué frecuencia?")
    for index, (value, english, spanish) in enumerate(OPTIONS):
        name = f"option_{index}"
        desk.write(
            **{
                f"{name}_value": value,
                f"{name}_label_en": english,
                f"{name}_label_es": spanish,
            }
        )
    desk.press("Save")
    desk.told("Added. The checks run again in the background.")


def add_rule(desk: Desk) -> None:
    desk.follow("Add a rule")
    desk.write(
        key="faints-now",
        title_en="Faints often",
        title_es="Se desmaya a menudo",
        rationale="A fall in blood pressure may follow.",
        sources="Clinic default",
    )
    desk.page.get_by_label("Contraindication").check()
    desk.press("Save")
    desk.follow("Choose what it asks about")
    desk.page.get_by_label("Answer", exact=True).select_option("faints")
    desk.press("Continue")
    desk.page.get_by_label("Often", exact=True).check()
    desk.press("Save")
    expect(desk.page.get_by_text("“How often do you faint now?” is “Often”").first).to_be_visible()


def rename_option(desk: Desk, before: str, after: str) -> None:
    """The menus of a condition offer what the question offers; a question changed later does not
    ask what compares with it."""
    desk.follow("Back to the draft, version 2")
    desk.follow("How often do you faint now?")
    option = desk.page.get_by_label("Value").and_(desk.page.locator(f"[value={before}]"))
    option.fill(after)
    desk.press("Save")


def see_the_mistake(page: Page) -> None:
    found = page.get_by_role("article", name="A condition that waits for an answer")
    expect(found).to_contain_text("'faints' does not offer 'often'")
    found.locator("summary").click()
    pages = found.locator(".pages > div")
    expect(pages.nth(1)).to_have_text("How often do you faint now? Never")
    expect(found).not_to_contain_text("Faints often")


def mend(desk: Desk) -> None:
    desk.page.get_by_role("link", name="Put it right").click()
    desk.page.get_by_role("link", name="Change :").click()
    expect(desk.page.get_by_text("It waits for “often” now")).to_be_visible()
    desk.page.get_by_label("Often", exact=True).check()
    desk.press("Save")
    desk.follow("Back to the draft, version 2")


def approve_and_publish(desk: Desk) -> None:
    desk.follow("Version 2 of Before ketamine")
    desk.follow("Approve")
    desk.press("Approve")
    desk.told("The version is approved.")
    desk.follow("Publish")
    desk.press("Publish")
    desk.told("The version is published: new patients get it from now on.")


def invited_by(desk: Desk) -> str:
    """The path of the link of somebody new."""
    desk.follow("Patients")
    desk.page.get_by_role("link", name="Add a patient").click()
    desk.write(given_name="Inés", family_name="Rey")
    fill_date(desk.page, BORN)
    desk.press("Add patient")
    desk.page.get_by_role("link", name="Invite").click()
    desk.press("Invite")
    return urlsplit(desk.page.locator(".link-once").inner_text()).path


def answer_as_a_patient(phone: Page, link: str) -> None:
    phone.goto(link)
    phone.get_by_role("link", name="Start").click()
    fill_date(phone, BORN)
    press(phone.get_by_role("button", name="Continue"))
    phone.get_by_label("No", exact=True).check()
    press(phone.get_by_role("button", name="Continue"))
    expect(phone.get_by_role("heading", name="How often do you faint now?")).to_be_visible()
    phone.get_by_role("button", name="Español").click()
    expect(phone.get_by_role("heading", name="¿Con qué frecuencia?")).to_be_visible()
    phone.get_by_label("A menudo").check()
    phone.get_by_role("button", name="Continuar").click()
    phone.get_by_label("Su nombre completo").fill("Inés Rey")
    phone.get_by_role("button", name="Confirmar y enviar").click()
    expect(phone.locator(".reference")).to_be_visible()
