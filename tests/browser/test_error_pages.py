"""The first page, and the pages that nobody hopes to see."""

import pytest
from django.db import OperationalError
from django.template.loader import render_to_string
from playwright.sync_api import Page

from clinics.actions.erasing import erase_patient
from screening import actions
from screening.views.patient import weathering
from tests.browser.albums import Album
from tests.browser.contents import shows
from tests.browser.pressing import press
from tests.faults.test_damaged_ciphertext import damage

HTML = "text/html; charset=utf-8"


@shows("home", "home.html", "403_csrf.html", "404.html", "500.html")
def test_pages_for_everybody(new_tab, db):
    album = Album(new_tab())

    album.look("home", "/")
    album.look("not found", "/i/never-given-out/", status=404)
    album.send(
        "form without its token",
        "/account/sign-in/",
        lambda page: page.context.clear_cookies(),
        button="Sign in",
        is_wrong=False,
    )
    assert album.page.title() == "Please send that page again"
    failed = render_to_string("500.html")
    album.page.route("/broken/", lambda route: route.fulfill(body=failed, content_type=HTML))
    album.look("something went wrong", "/broken/")

    assert not album.problems, album.report


@shows("400.html")
def test_more_than_any_page_sends(patient_tab):
    album = Album(patient_tab(), is_patients=True)

    album.send("cannot be read", "/intake/question/medicine_allergies/", write_much, is_wrong=False)

    assert album.page.title() == "We could not read that page"
    assert not album.problems, album.report


def write_much(page: Page) -> None:
    page.locator("textarea").evaluate("(box) => { box.value = 'a'.repeat(3000000) }")


@shows("unreadable.html", "erased.html")
def test_what_cannot_be_read_any_more(staff_tab, alice, intake, maria):
    album = Album(staff_tab(alice, foreseen=503))

    damage(maria, "keyring")
    album.look("cannot be decrypted", f"{maria.get_absolute_url()}edit/", status=503)
    erase_patient(patient=maria)
    album.look("erased", intake.get_absolute_url(), status=410)

    assert not album.problems, album.report


def without_database(*args, **options):
    raise OperationalError("database is locked")


@pytest.fixture
def _nothing_remembered():
    yield
    weathering._clinics.clear()


@shows("intake/send_again.html")
@pytest.mark.usefixtures("_nothing_remembered")
def test_page_to_send_again(patient_tab, monkeypatch):
    album = Album(patient_tab(foreseen=503), is_patients=True)
    album.page.goto("/intake/question/medicine_allergies/")
    album.page.locator("textarea").fill("Penicillin")

    monkeypatch.setattr(actions, "load_session", without_database)
    press(album.page.get_by_role("button", name="Continue"))
    album.keep("send again")

    assert album.page.get_by_role("button", name="Send it again").count() == 1
    assert not album.problems, album.report
