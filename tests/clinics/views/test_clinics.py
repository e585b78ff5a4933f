import datetime

import pytest

from clinics import actions
from clinics.models import Role

CHOOSE = "/clinics/choose/"
SETTINGS = "/clinics/settings/"


@pytest.fixture
def alice_at_both(alice, harbor):
    actions.grant_role(user=alice, clinic=harbor, role=Role.FRONT_DESK)
    return alice


def test_choosing_asks_for_one_of_the_persons_clinics(signed_in, alice_at_both, lakeside, harbor):
    page = signed_in(alice_at_both).get(CHOOSE).content.decode()
    assert lakeside.name in page
    assert harbor.name in page


def test_choosing_shows_no_other_clinic(signed_in, alice, harbor):
    assert harbor.name not in signed_in(alice).get(CHOOSE).content.decode()


def test_clinic_chosen_is_worked_at(signed_in, alice_at_both, harbor):
    client = signed_in(alice_at_both)
    response = client.post(CHOOSE, {"clinic": "harbor", "next": "/patients/"})

    assert (response.status_code, response["Location"]) == (302, "/patients/")
    assert harbor.name in client.get("/patients/").content.decode()
    assert harbor.audit_events.get(action="clinic.chosen").actor == alice_at_both


@pytest.mark.parametrize("posted", [{}, {"clinic": ""}, {"clinic": "harbor"}, {"clinic": "x\0"}])
def test_clinic_of_others_cannot_be_chosen(signed_in, alice, harbor, posted):
    client = signed_in(alice)
    response = client.post(CHOOSE, posted)

    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert harbor.name not in client.get("/patients/").content.decode()


def test_person_without_a_role_is_told_so(signed_in, lakeside, alice):
    actions.revoke_role(user=alice, clinic=lakeside, role=Role.CLINICIAN)
    client = signed_in(alice)

    assert client.get("/patients/")["Location"].startswith(CHOOSE)
    assert "You have no role at any clinic" in client.get(CHOOSE).content.decode()


def test_choosing_needs_somebody_signed_in(client, db):
    assert client.get(CHOOSE)["Location"] == f"/account/sign-in/?next={CHOOSE}"


def settings_of(client, **changed):
    """What the browser would post, from the page as it is now."""
    form = client.get(SETTINGS).context["form"]
    values = {name: form[name].value() for name in form.fields if name != "crisis_checked_on"}
    checked = {f"crisis_checked_on_{part}": "" for part in ("day", "month", "year")}
    return {**values, **checked, **changed}


def test_administrator_changes_the_settings(signed_in, dana, lakeside):
    client = signed_in(dana)
    response = client.post(
        SETTINGS,
        settings_of(
            client,
            phone="555-010-0199",
            crisis_checked_on_day="2",
            crisis_checked_on_month="January",
            crisis_checked_on_year="2026",
            languages=["es"],
            opening_hours="Weekdays, 9 to 5",
            invitation_days="7",
        ),
    )

    assert (response.status_code, response["Location"]) == (302, SETTINGS)
    lakeside.refresh_from_db()
    assert lakeside.phone == "555-010-0199"
    assert lakeside.crisis_checked_on == datetime.date(2026, 1, 2)
    assert lakeside.languages == ["es"]
    assert lakeside.opening_hours == "Weekdays, 9 to 5"
    assert lakeside.invitation_days == 7
    assert lakeside.audit_events.get(action="clinic.changed").actor == dana
    assert "The settings are saved." in client.get(SETTINGS).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"phone": ""},
        {"phone": "call us"},
        {"crisis_line": ""},
        {"emergency_number": "<script>"},
        {"on_call_email": "nobody"},
        {"languages": []},
        {"languages": ["xx"]},
        {"invitation_days": "0"},
        {"invitation_days": "many"},
        {"retention_days": "9" * 30},
        {"crisis_checked_on_day": "31", "crisis_checked_on_month": "2"},
        {
            "crisis_checked_on_day": "1",
            "crisis_checked_on_month": "1",
            "crisis_checked_on_year": "2999",
        },
        {"opening_hours": "x" * 100_000},
        {"opening_hours": "\0"},
        {"stamp": ""},
    ],
)
def test_wrong_settings_change_nothing(signed_in, dana, lakeside, wrong):
    client = signed_in(dana)
    response = client.post(SETTINGS, settings_of(client, **{"phone": "555-010-0199", **wrong}))

    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    lakeside.refresh_from_db()
    assert lakeside.phone == "555-010-0100"


def test_settings_that_somebody_changed_meanwhile_are_not_overwritten(signed_in, dana, lakeside):
    client = signed_in(dana)
    posted = settings_of(client, phone="555-010-0111")
    actions.update_clinic(clinic=lakeside, changes={"crisis_line": "555-010-0988"}, by=dana)
    response = client.post(SETTINGS, posted)

    assert response.status_code == 422
    assert "Nothing was saved" in response.content.decode()
    lakeside.refresh_from_db()
    assert (lakeside.phone, lakeside.crisis_line) == ("555-010-0100", "555-010-0988")


def test_settings_opened_at_one_clinic_are_not_saved_at_another(signed_in, dana, harbor):
    actions.grant_role(user=dana, clinic=harbor, role=Role.ADMIN)
    client = signed_in(dana)
    client.post(CHOOSE, {"clinic": "lakeside"})
    posted = settings_of(client, phone="555-010-0111")
    client.post(CHOOSE, {"clinic": "harbor"})

    assert client.post(SETTINGS, posted).status_code == 422
    harbor.refresh_from_db()
    assert harbor.phone == "555-010-0100"


@pytest.mark.parametrize("method", ["get", "post"])
def test_settings_are_for_administrators(signed_in, alice, bob, method):
    for person in (alice, bob):
        assert getattr(signed_in(person), method)(SETTINGS).status_code == 403


def test_settings_need_somebody_signed_in(client, db):
    assert client.post(SETTINGS)["Location"] == f"/account/sign-in/?next={SETTINGS}"


def test_settings_take_no_other_method(signed_in, dana):
    assert signed_in(dana).put(SETTINGS).status_code == 405
