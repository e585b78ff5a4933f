"""Every page of staff, looked at on a phone and on a desk."""

from playwright.sync_api import Page

from clinics.models import Clinic
from screening.models import Intake
from screening.presenters import dashboards
from screening.rates import comparing
from tests.browser.albums import Album
from tests.browser.contents import shows


@shows("queue", "reviews/queue.html", "intake", "reviews/intake.html")
def test_queue_and_intake(staff_tab, alice, rich):
    album = Album(staff_tab(alice))

    album.look("queue", "/queue/")
    album.look("queue, filtered to nothing", "/queue/?level=caution&language=es&claimed=nobody")
    album.look("intake", rich.get_absolute_url())
    album.page.goto(rich.get_absolute_url())
    for summary in album.page.locator("summary").all():
        summary.click()
    album.keep("intake, all unfolded")

    assert not album.problems, album.report


def intake_of(clinic: Clinic, given_name: str) -> Intake:
    """Names are sealed, so no query knows them."""
    (found,) = [one for one in clinic.intakes.all() if one.patient.given_name == given_name]
    return found


def test_intake_that_is_not_sent(staff_tab, alice, rich):
    urgent = intake_of(rich.clinic, "Nina")
    album = Album(staff_tab(alice))

    album.look("intake in progress", urgent.get_absolute_url())

    assert not album.problems, album.report


@shows("assess-flag", "reviews/flag.html", "decide", "reviews/decide.html")
def test_flag_and_decision(staff_tab, alice, rich):
    album, intake = Album(staff_tab(alice)), rich.get_absolute_url()
    flag = f"{intake}flags/{rich.flags.filter(severity='contraindication').first().pk}/"

    album.look("flag", flag)
    album.send("flag left blank", flag, button="Save")
    album.look("decide", f"{intake}decide/")
    album.send("decide left blank", f"{intake}decide/", button="Record the decision")
    album.send("decide on a past day", f"{intake}decide/", defer, button="Record the decision")
    album.send(
        "preview",
        f"{intake}decide/",
        ask_for_more,
        button="Look it over first",
        is_wrong=False,
    )

    assert not album.problems, album.report


def defer(page: Page) -> None:
    page.get_by_label("Deferred until a date", exact=True).check()
    for label, text in (("Month", "May"), ("Day", "4"), ("Year", "2020")):
        page.get_by_label(label, exact=True).fill(text)


def ask_nothing(page: Page) -> None:
    for box in page.get_by_role("checkbox", checked=True).all():
        box.uncheck()


def ask_about_letters(page: Page) -> None:
    page.get_by_role("checkbox").first.check()
    page.get_by_label("In your own words").fill("Please look at your letters.")


def ask_for_more(page: Page) -> None:
    page.get_by_label("More information needed").check()


@shows("ask-again", "reviews/ask_again.html", "reviews/link.html")
def test_decision_before_any_assessment(staff_tab, alice, rich):
    calm = intake_of(rich.clinic, "Óscar-Maximilian")
    album = Album(staff_tab(alice))

    address = calm.get_absolute_url()
    album.look("decide without flags", f"{address}decide/")
    asking = f"{address}ask-again/"
    album.look("ask again", asking)
    album.send("nothing to ask", asking, ask_nothing, button="Ask the patient")
    preview = "Look it over first"
    album.send("ask again, preview", asking, ask_about_letters, button=preview, is_wrong=False)
    album.send("link", asking, ask_about_letters, button="Ask the patient", is_wrong=False)
    album.look("asked again", address)

    assert not album.problems, album.report


@shows("vital-signs", "reviews/vital_signs.html")
def test_vital_signs(staff_tab, alice, rich):
    album, address = Album(staff_tab(alice)), f"{rich.get_absolute_url()}vital-signs/"
    struck = rich.vital_signs.order_by("pk").last()

    album.look("vital signs", address)
    album.send("vital signs left blank", address, button="Record")
    album.send("vital signs swapped", address, swap_pressure, button="Record")
    album.look("correction", f"{address}?corrects={struck.pk}")

    assert not album.problems, album.report


def swap_pressure(page: Page) -> None:
    page.get_by_label("Top number").fill("78")
    page.get_by_label("Bottom number").fill("118")


@shows("flag-rates", "question_sets/flag_rates.html")
def test_flag_rates(staff_tab, dana, rich, monkeypatch):
    monkeypatch.setattr(comparing, "FEW", 1)
    album = Album(staff_tab(dana))

    album.look("flag rates", "/flag-rates/")

    assert not album.problems, album.report


@shows("dashboard", "dashboard/dashboard.html")
def test_dashboard(staff_tab, dana, alice, rich, monkeypatch):
    monkeypatch.setattr(comparing, "FEW", 1)
    monkeypatch.setattr(dashboards, "FEW_TIMED", 1)
    album = Album(staff_tab(dana))
    album.look("dashboard", "/dashboard/")
    clinicians = Album(staff_tab(alice))
    clinicians.look("dashboard of a clinician", "/dashboard/")

    assert not album.problems, album.report
    assert not clinicians.problems, clinicians.report


def test_front_desk(staff_tab, bob, rich, maria):
    album = Album(staff_tab(bob))

    album.look("queue of the front desk", "/queue/")
    album.look("patient for the front desk", maria.get_absolute_url())

    assert not album.problems, album.report
