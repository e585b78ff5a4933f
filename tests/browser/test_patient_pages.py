"""Every page of a patient, looked at on a phone and on a desk."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from screening import actions
from screening.actions.evaluations import asked_now
from screening.models import Intake
from tests.browser.albums import Album
from tests.browser.axes import violations
from tests.browser.contents import shows
from tests.browser.looking import NARROWEST, PHONE, at_double_size, resize, sideways
from tests.browser.pressing import press
from tests.intakes import send_pages

LANGUAGE = "() => [document.documentElement.lang, document.documentElement.dir]"
SHAPE = """() => [...new Set([...document.querySelectorAll("*")].map(
    (one) => [one.tagName, one.className, one.type, one.lang, ...one.getAttributeNames()].join()
))].sort().join()"""
WRONG = dt.date(1984, 3, 28)
NEAR = "alprazolum 0.5 prn"


@pytest.fixture
def inside(patient_tab) -> Album:
    return Album(patient_tab(), is_patients=True)


@pytest.fixture
def invite(version, maria, bob) -> Callable[[], tuple]:
    return lambda: actions.invite(patient=maria, version=version, language="en", by=bob)


def question(link_id: str) -> str:
    return f"/intake/question/{link_id}/"


@shows(
    "patient:start",
    "intake/start.html",
    "patient:identity",
    "intake/identity.html",
    "patient:link-about",
    "intake/about_questions.html",
)
def test_before_the_date_of_birth(new_tab, invited):
    album, link = Album(new_tab(), is_patients=True), f"/i/{invited[1]}/"

    album.look("start", link)
    album.look("identity", f"{link}identity/")
    album.send("identity left blank", f"{link}identity/")
    album.send("identity with another date", f"{link}identity/", write_date)
    album.look("about the questions", f"{link}about/")

    assert not album.problems, album.report


def write_date(page: Page, month: str = "May") -> None:
    for label, text in (("Month", month), ("Day", "4"), ("Year", "1985")):
        page.get_by_label(label, exact=True).fill(text)


@shows("intake/closed.html")
def test_links_that_are_closed(new_tab, invite, bob, maria):
    album = Album(new_tab(), is_patients=True)
    (revoked, first), (locked, second), (spent, third), (withdrawn, fourth) = (
        invite() for _ in range(4)
    )

    actions.revoke(invitation=revoked, by=bob)
    album.look("revoked", f"/i/{first}/", status=410)
    for _ in range(5):
        with pytest.raises(actions.ActionRefused):
            actions.open_with_birth_date(invitation=locked, date_of_birth=WRONG)
    album.look("locked", f"/i/{second}/", status=410)
    begin = actions.open_with_birth_date
    sent, _ = begin(invitation=spent, date_of_birth=maria.date_of_birth)
    actions.submit(intake=send_pages(sent), signed_name="Maria", declaration="So it is.")
    album.look("already sent", f"/i/{third}/")
    taken, _ = begin(invitation=withdrawn, date_of_birth=maria.date_of_birth)
    actions.withdraw(intake=taken)
    album.look("withdrawn", f"/i/{fourth}/", status=410)

    assert not album.problems, album.report


def test_link_that_has_run_out(new_tab, invited):
    invited[0].expires_at = timezone.now()
    invited[0].save()
    album = Album(new_tab(), is_patients=True)

    album.look("expired", f"/i/{invited[1]}/", status=410)

    assert not album.problems, album.report


@shows("patient:question", "intake/question.html")
def test_questions_to_choose_from(inside):
    inside.look("one of several", question("completed_by"))
    inside.send("nothing chosen", question("completed_by"))
    inside.look("several of several", question("heart_history"))
    inside.send("nothing ticked", question("heart_history"))
    inside.send(
        "none of these beside another",
        question("heart_history"),
        lambda page: [page.get_by_label(label).check() for label in ("None of these", "Stroke")],
    )
    inside.look("to read and tick", question("acknowledgements"))

    assert not inside.problems, inside.report


def test_questions_to_write_at(inside):
    inside.look("blood pressure", question("blood_pressure"))
    inside.send("blood pressure left blank", question("blood_pressure"))
    inside.send("blood pressure swapped", question("blood_pressure"), swap_pressure)
    inside.look("text", question("medicine_allergies"))
    inside.send(
        "text too long",
        question("medicine_allergies"),
        lambda page: page.locator("textarea").fill("ab " * 1000),
    )

    assert not inside.problems, inside.report


def swap_pressure(page: Page) -> None:
    page.get_by_label("Top number").fill("78")
    page.get_by_label("Bottom number").fill("118")
    write_date(page)
    page.get_by_label("Arm cuff").check()


@shows("patient:medicine-names", "intake/medicine_names.html")
def test_medicines(inside):
    medicines = question("medicines")

    inside.look("medicines", medicines)
    inside.send("medicines left blank", medicines)
    inside.send(
        "one more row", medicines, write_medicine, button="Add another medicine", is_wrong=False
    )
    inside.send("dose without a name", medicines, lambda page: write_medicine(page, "Dose"))
    inside.send("near to a name", medicines, write_medicine, is_wrong=False)
    inside.send("no reply to the name", f"{medicines}names/")

    assert not inside.problems, inside.report


def write_medicine(page: Page, label: str = "Name") -> None:
    page.get_by_label(label, exact=True).first.fill(NEAR)


@shows(
    "patient:crisis",
    "intake/crisis.html",
    "patient:about",
    "intake/about.html",
    "patient:delete",
    "intake/delete.html",
)
def test_help_and_reading(inside):
    inside.look("help from the strip", "/intake/crisis/")
    inside.look("about the treatment", "/intake/about/")
    inside.look("taking back", "/intake/delete/")
    answer_as(Intake.objects.get(), {"suicide_attempt": "under_3_months"})
    inside.look("help after an urgent answer", "/intake/crisis/")

    assert not inside.problems, inside.report


@shows(
    "patient:check",
    "intake/check.html",
    "patient:done",
    "intake/done.html",
    "patient:ended",
    "intake/ended.html",
)
def test_the_end(inside, maria):
    send_pages(Intake.objects.get())

    inside.look("check", "/intake/check/")
    inside.send("not signed", "/intake/check/", button="Confirm and send")
    actions.submit(intake=Intake.objects.get(), signed_name="Maria", declaration="So it is.")
    inside.look("done", "/intake/done/")
    inside.look("about, after sending", "/intake/about/")
    Intake.objects.update(session_seen_at=timezone.now() - dt.timedelta(hours=1))
    inside.look("ended", "/intake/")

    assert not inside.problems, inside.report


@shows("patient:come-back", "intake/come_back.html")
def test_away_for_too_long(inside):
    inside.page.goto(question("medicine_allergies"))
    inside.page.locator("textarea").fill("Penicillin")
    Intake.objects.update(session_seen_at=timezone.now() - dt.timedelta(hours=1))

    press(inside.page.get_by_role("button", name="Continue"))
    inside.keep("come back")
    press(inside.page.get_by_role("button", name="Continue"))
    inside.keep("come back left blank")

    assert not inside.problems, inside.report


@shows("intake/too_late.html")
def test_page_that_nobody_can_send_any_more(inside, bob):
    page, cookies = inside.page, inside.page.context.cookies()
    page.goto(question("medicine_allergies"))
    page.locator("textarea").fill("Penicillin\nLatex")
    page.context.clear_cookies(name="intake")
    page.get_by_role("button", name="Continue").click()
    inside.keep("handed back to nobody who is known")

    page.context.add_cookies(cookies)
    page.goto(question("medicine_allergies"))
    page.locator("textarea").fill("Penicillin")
    actions.revoke(invitation=Intake.objects.get().invitation, by=bob)
    page.get_by_role("button", name="Continue").click()
    inside.keep("kept after the link was taken back")

    assert not inside.problems, inside.report


@shows("patient:again-check", "intake/again_check.html")
def test_asked_again(inside, alice):
    sent = actions.submit(
        intake=send_pages(Intake.objects.get()), signed_name="Maria", declaration="So it is."
    )
    actions.ask_again(
        intake=sent,
        questions=["heart_history", "medicine_allergies"],
        message="Please look at your letters.",
        screening=sent.current_screening,
        key=uuid.uuid4(),
        by=alice,
    )

    inside.look("message", "/intake/done/")
    inside.look("asked again", question("heart_history"))
    actions.save_page(intake=sent, link_id="heart_history", answer=["none"])
    actions.save_page(intake=sent, link_id="medicine_allergies", answer=None)
    inside.look("check what was asked again", "/intake/again/check/")

    assert not inside.problems, inside.report


@shows("intake/withdrawn.html")
def test_taken_back(inside):
    inside.send("withdrawn", "/intake/delete/", button="Take back my answers", is_wrong=False)

    assert not inside.problems, inside.report


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.long), "es"])
def test_every_question_fits_a_phone(patient_tab, language):
    """With "not sure" to everything, every follow-up is asked."""
    page, intake = patient_tab(), Intake.objects.get()
    while unsent := [link for link in asked_now(intake) if link not in intake.answers]:
        intake = answer_as(intake, {unsent[0]: unsure_of(intake, unsent[0])})
    asked = [link for link in asked_now(intake) if link != "date_of_birth"]
    assert len(asked) == len(intake.version.parsed.questions) - 1
    problems = []

    shapes: set[str] = set()
    actions.change_language(intake=intake, language=language)
    for link_id in asked:
        page.goto(question(link_id))
        assert page.url.endswith(question(link_id))
        assert page.evaluate(LANGUAGE) == [language, "ltr"]
        problems += [f"{link_id}: {one}" for one in misfits(page, shapes)]

    assert not problems, "\n".join(problems)


def misfits(page: Page, shapes: set[str]) -> list[str]:
    """Axe judges one of the pages that are made of the same parts; `shapes` takes in new ones."""
    shape = page.evaluate(SHAPE)
    is_new = shape not in shapes
    shapes.add(shape)
    found = at_double_size(page, PHONE)
    resize(page, NARROWEST)
    found += sideways(page, NARROWEST)
    return found + (violations(page) if is_new else [])


def answer_as(intake: Intake, answers: dict) -> Intake:
    for link_id, answer in answers.items():
        intake = actions.save_page(intake=intake, link_id=link_id, answer=answer).intake
    return intake


def unsure_of(intake: Intake, link_id: str) -> object:
    several = ("choices", "acknowledgements")
    is_several = intake.version.parsed.questions[link_id].type.value in several
    return ["not_sure"] if is_several else "not_sure"
