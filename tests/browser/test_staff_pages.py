"""Every page of staff, looked at on a phone and on a desk."""

from django.template.loader import render_to_string
from playwright.sync_api import Page

from clinics.actions import grant_role, invite_staff
from clinics.models import Clinic, Role
from screening.models import Intake
from screening.rates import comparing
from tests.browser.albums import Album
from tests.people import PASSWORD

HTML = "text/html; charset=utf-8"


def test_pages_for_everybody(new_tab, db):
    album = Album(new_tab())

    album.look("home", "/")
    album.look("sign in", "/account/sign-in/")
    album.send("sign in left blank", "/account/sign-in/", button="Sign in")
    album.send("sign in refused", "/account/sign-in/", wrong_password, button="Sign in")
    album.look("not found", "/i/never-given-out/", status=404)

    assert not album.problems, album.report


def test_pages_that_nobody_hopes_to_see(new_tab, db):
    album = Album(new_tab())
    failed = render_to_string("500.html")

    album.page.route("/broken/", lambda route: route.fulfill(body=failed, content_type=HTML))
    album.look("something went wrong", "/broken/")
    album.send(
        "form without its token",
        "/account/sign-in/",
        lambda page: page.context.clear_cookies(),
        button="Sign in",
        is_wrong=False,
    )
    assert album.page.title() == "Please send that page again"

    assert not album.problems, album.report


def wrong_password(page: Page) -> None:
    page.get_by_label("E-mail address").fill("alice@lakeside.example")
    page.get_by_label("Password").fill(PASSWORD + "!")


def test_ones_own_account(staff_tab, alice):
    album = Album(staff_tab(alice))

    album.look("account", "/account/")
    album.look("codes from an app", "/account/codes/")
    album.send("wrong code", "/account/codes/", wrong_code, button="Set up")
    album.look("passkey", "/account/passkeys/add/")
    album.look("change of password", "/account/password/")
    album.send("change of password left blank", "/account/password/", button="Change password")
    album.look("confirm", "/account/confirm/")
    album.look("sessions", "/account/sessions/")

    assert not album.problems, album.report


def wrong_code(page: Page) -> None:
    page.get_by_label("Code that the app shows now").fill("000000")


def test_people_of_a_clinic(staff_tab, dana, alice, lakeside):
    invite_staff(clinic=lakeside, email="erin@lakeside.example", role=Role.CLINICIAN, by=dana)
    album = Album(staff_tab(dana))

    album.look("people", "/people/")
    album.look("invite somebody", "/people/invite/")
    album.send("nobody invited", "/people/invite/", button="Invite")
    album.look("person", f"/people/{alice.pk}/")
    album.look("remove a person", f"/people/{alice.pk}/remove/")

    assert not album.problems, album.report


def test_setting_up_a_second_step(new_tab, dana, lakeside):
    _, token = invite_staff(clinic=lakeside, email="erin@lakeside.example", role=Role.CLINICIAN)
    album = Album(new_tab())

    album.look("forgotten password", "/account/password/forgotten/")
    album.look("sign in with a passkey", "/account/sign-in/passkey/")
    album.look("invitation", f"/account/invited/{token}/")
    album.page.goto("/account/sign-in/")
    album.page.get_by_label("E-mail address").fill(dana.email)
    album.page.get_by_label("Password").fill(PASSWORD)
    album.page.get_by_role("button", name="Sign in").click()
    album.look("second factor", "/account/second-factor/")

    assert not album.problems, album.report


def test_choosing_a_clinic(staff_tab, alice, harbor):
    grant_role(user=alice, clinic=harbor, role=Role.FRONT_DESK)
    album = Album(staff_tab(alice))

    album.look("choose a clinic", "/clinics/choose/")
    album.send("no clinic chosen", "/clinics/choose/")

    assert not album.problems, album.report


def test_page_after_a_role_is_taken_away(staff_tab, alice):
    album = Album(staff_tab(alice))
    album.look("forbidden", "/question-sets/", status=403)
    alice.memberships.all().delete()
    album.look("no role", "/clinics/choose/")

    assert not album.problems, album.report


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


def ask_for_more(page: Page) -> None:
    page.get_by_label("More information needed").check()


def test_decision_before_any_assessment(staff_tab, alice, rich):
    calm = intake_of(rich.clinic, "Óscar-Maximilian")
    album = Album(staff_tab(alice))

    album.look("decide without flags", f"{calm.get_absolute_url()}decide/")

    assert not album.problems, album.report


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


def test_patients(staff_tab, alice, rich, maria):
    album, patient = Album(staff_tab(alice)), maria.get_absolute_url()

    album.look("patients", "/patients/")
    album.look("nobody found", "/patients/?q=Zz")
    album.look("new patient", "/patients/new/")
    album.send("new patient left blank", "/patients/new/", button="Add patient")
    album.look("patient", patient)
    album.look("change a patient", f"{patient}edit/")
    album.look("invite", f"{patient}invite/")
    album.send("invited", f"{patient}invite/", button="Invite", is_wrong=False)

    assert not album.problems, album.report


def test_flag_rates(staff_tab, dana, rich, monkeypatch):
    monkeypatch.setattr(comparing, "FEW", 1)
    album = Album(staff_tab(dana))

    album.look("flag rates", "/flag-rates/")

    assert not album.problems, album.report


def test_front_desk(staff_tab, bob, rich, maria):
    album = Album(staff_tab(bob))

    album.look("queue of the front desk", "/queue/")
    album.look("patient for the front desk", maria.get_absolute_url())

    assert not album.problems, album.report


def test_administration(staff_tab, dana, version):
    album = Album(staff_tab(dana))
    settings = "/clinics/settings/"

    album.look("question sets", "/question-sets/")
    album.look("version", version.get_absolute_url())
    album.look("traceability", f"{version.get_absolute_url()}traceability/")
    album.look("settings", settings)
    album.send(
        "settings without a number",
        settings,
        lambda page: page.get_by_label("Crisis line").fill(""),
        button="Save",
    )

    assert not album.problems, album.report
