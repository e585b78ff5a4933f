"""Every page of a clinic: its patients, its people, its settings and its audit trail."""

import pytest
from playwright.sync_api import Page, expect

from clinics import actions, audit
from clinics.models import Clinic, Role, User
from tests.browser.albums import Album
from tests.browser.contents import shows


@pytest.fixture
def mail_is_down(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


@shows(
    "patients",
    "clinics/patients.html",
    "patient-new",
    "clinics/patient_new.html",
    "patient",
    "patients/patient.html",
    "patient-edit",
    "clinics/patient_edit.html",
    "invite",
    "patients/invite.html",
    "patients/invited.html",
)
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


@pytest.mark.usefixtures("mail_is_down")
def test_invitation_that_could_not_be_mailed(staff_tab, bob, version, maria):
    album = Album(staff_tab(bob))

    album.send("not mailed", f"{maria.get_absolute_url()}invite/", button="Invite", is_wrong=False)

    assert album.page.get_by_text("could not be sent").count() == 1
    assert not album.problems, album.report


@shows(
    "people",
    "clinics/people.html",
    "person",
    "clinics/person.html",
    "person-invite",
    "clinics/person_invite.html",
    "clinics/person_invited.html",
    "person-remove",
    "clinics/person_remove.html",
)
@pytest.mark.usefixtures("mail_is_down")
def test_people_of_a_clinic(staff_tab, dana, alice, lakeside):
    actions.invite_staff(
        clinic=lakeside, email="erin@lakeside.example", role=Role.CLINICIAN, by=dana
    )
    album = Album(staff_tab(dana))

    album.look("people", "/people/")
    album.look("invite somebody", "/people/invite/")
    album.send("nobody invited", "/people/invite/", button="Invite")
    album.send(
        "somebody invited", "/people/invite/", write_address, button="Invite", is_wrong=False
    )
    album.look("person", f"/people/{alice.pk}/")
    album.send("person without a role", f"/people/{alice.pk}/", take_roles, button="Save roles")
    album.look("remove a person", f"/people/{alice.pk}/remove/")
    album.send(
        "the last administrator stays",
        f"/people/{dana.pk}/remove/",
        button="Remove",
    )

    assert not album.problems, album.report


def write_address(page: Page) -> None:
    page.get_by_label("E-mail address").fill("fay@lakeside.example")
    page.get_by_label("Clinician").check()


def take_roles(page: Page) -> None:
    for box in page.get_by_role("checkbox").all():
        box.uncheck()


@shows("clinic-settings", "clinics/settings.html")
def test_settings(staff_tab, dana):
    album, settings = Album(staff_tab(dana)), "/clinics/settings/"

    album.look("settings", settings)
    album.send(
        "settings without a number",
        settings,
        lambda page: page.get_by_label("Crisis line").fill(""),
        button="Save",
    )

    assert not album.problems, album.report


def let_in(clinic: Clinic, user: User, role: Role) -> None:
    actions.break_glass(
        user=user,
        clinic=clinic,
        role=role,
        reason="The only clinician of Lakeside is ill.",
        hours=2,
        operator="olga",
    )


@shows("audit", "audit/trail.html")
def test_audit_trail(staff_tab, dana, charlie, lakeside, rich):
    let_in(lakeside, charlie, Role.CLINICIAN)
    album = Album(staff_tab(dana))

    album.look("audit trail", "/audit/")
    album.look("audit trail, about one intake", f"/audit/?about=screening.intake.{rich.pk}")
    album.look("audit trail, nothing found", f"/audit/?person={charlie.pk}&before=1")
    album.look("audit trail, no such day", "/audit/?since_day=31&since_month=2", status=422)
    audit.record_check(lakeside, audit.check(lakeside), actor=dana)
    album.look("audit trail, checked", "/audit/")

    assert not album.problems, album.report


def test_emergency_access(staff_tab, charlie, lakeside, harbor, rich):
    let_in(lakeside, charlie, Role.CLINICIAN)
    album = Album(staff_tab(charlie))

    album.send("queue in an emergency", "/clinics/choose/", choose_lakeside, is_wrong=False)
    banner = album.page.get_by_role("complementary", name="Emergency access")
    expect(banner).to_contain_text("Emergency access until ")
    album.look("intake in an emergency", rich.get_absolute_url())

    assert not album.problems, album.report


def choose_lakeside(page: Page) -> None:
    page.get_by_label("Lakeside Ketamine Clinic").check()


def test_clinic_whose_time_zone_cannot_be_read(staff_tab, dana, lakeside):
    Clinic.objects.filter(pk=lakeside.pk).update(time_zone="Nowhere/Here")
    album = Album(staff_tab(dana))

    album.look("no time zone", "/clinics/settings/")

    assert not album.problems, album.report
