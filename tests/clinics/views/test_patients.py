import datetime

import pytest

from clinics import actions
from clinics.models import Role

LIST = "/patients/"
NEW = "/patients/new/"


@pytest.fixture
def at_the_desk(signed_in, bob):
    return signed_in(bob)


def edit_page(patient):
    return f"/patients/{patient.public_id}/edit/"


def posted(client, page, **changed):
    stamp = client.get(page).context["form"]["stamp"].value()
    return {
        "given_name": "Ana",
        "family_name": "Ruiz",
        "date_of_birth_day": "31",
        "date_of_birth_month": "enero",
        "date_of_birth_year": "1990",
        "language": "es",
        "email": "ana@patients.example",
        "phone": "555-010-0150",
        "record_number": "LK-2",
        "stamp": stamp,
        **changed,
    }


WRONG = [
    {"given_name": ""},
    {"given_name": "x" * 100_000},
    {"given_name": "\0"},
    {"date_of_birth_day": ""},
    {"date_of_birth_month": "2"},
    {"date_of_birth_year": "1899"},
    {"date_of_birth_year": "2999"},
    {"language": "xx"},
    {"email": "nobody"},
    {"record_number": "x" * 41},
    {"stamp": "0" * 20},
]


# The list


def test_list_shows_the_clinics_patients(at_the_desk, maria, lakeside, bob):
    page = at_the_desk.get(LIST).content.decode()

    assert f'<a href="/patients/{maria.public_id}/">O&#x27;Brien, María José</a>' in page
    assert "March 27, 1984" in page
    event = lakeside.audit_events.get(action="patients.listed")
    assert (event.actor, event.details) == (bob, {"patients": [maria.pk]})


def test_list_does_not_show_another_clinics_patients(signed_in, charlie, maria):
    page = signed_in(charlie).get(LIST).content.decode()
    assert "Brien" not in page
    assert "There are no patients here yet." in page


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({"q": "maria"}, True),
        ({"q": "LK-1"}, True),
        ({"q": "nobody"}, False),
        ({"born_day": "27", "born_month": "March", "born_year": "1984"}, True),
        ({"born_day": "28", "born_month": "3", "born_year": "1984"}, False),
        ({"q": "maria", "born_day": "28", "born_month": "3", "born_year": "1984"}, False),
    ],
)
def test_list_is_searched_by_name_number_and_birth_date(at_the_desk, maria, query, is_found):
    page = at_the_desk.get(LIST, query).content.decode()
    assert ("O&#x27;Brien, María José" in page) is is_found
    assert ("No patient matches." in page) is not is_found


@pytest.mark.parametrize(
    "query",
    [
        {"born_day": "31", "born_month": "2", "born_year": "1984"},
        {"q": "x" * 201},
        {"q": "\0"},
        {"page": "0"},
        {"page": "many"},
        {"page": "9" * 50},
    ],
)
def test_wrong_search_says_so_and_shows_nobody(at_the_desk, maria, query):
    response = at_the_desk.get(LIST, query)
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert "María" not in response.content.decode()


def test_long_list_comes_in_pages(at_the_desk, lakeside, bob, monkeypatch):
    monkeypatch.setattr("clinics.views.patients.ON_A_PAGE", 2)
    for name in ("Ann", "Ben", "Cid", "Dot", "Eve"):
        actions.register_patient(
            clinic=lakeside,
            given_name=name,
            family_name="Z & Y",
            date_of_birth=datetime.date(1990, 1, 1),
            by=bob,
        )

    seen, address = [], LIST + "?q=z"
    while address:
        context = at_the_desk.get(address).context
        seen.append([patient.given_name for patient in context["patients"]])
        address = context["following"]
    assert seen == [["Eve", "Dot"], ["Cid", "Ben"], ["Ann"]]
    assert context["previous"] == LIST + "?q=z&page=2"


def test_names_are_shown_as_text(at_the_desk, lakeside, bob):
    actions.register_patient(
        clinic=lakeside,
        given_name="<script>alert(1)</script>",
        family_name="",
        date_of_birth=datetime.date(1990, 1, 1),
        by=bob,
    )
    assert "<script>" not in at_the_desk.get(LIST, {"q": "script"}).content.decode()


@pytest.mark.parametrize("name", ["alice", "bob", "dana"])
def test_every_role_keeps_patients(request, signed_in, maria, name):
    client = signed_in(request.getfixturevalue(name))
    assert [client.get(page).status_code for page in (LIST, NEW, edit_page(maria))] == [200] * 3


def test_list_is_not_posted_to(at_the_desk):
    assert at_the_desk.post(LIST).status_code == 405


# A new one


def test_patient_is_added(at_the_desk, lakeside, bob):
    response = at_the_desk.post(NEW, posted(at_the_desk, NEW))

    ana = lakeside.patients.get()
    assert (response.status_code, response["Location"]) == (302, f"/patients/{ana.public_id}/")
    assert (ana.full_name, ana.date_of_birth) == ("Ana Ruiz", datetime.date(1990, 1, 31))
    assert (ana.language, ana.email, ana.phone) == ("es", "ana@patients.example", "555-010-0150")
    assert (ana.record_number, ana.created_by) == ("LK-2", bob)


def test_patient_may_have_one_name_and_no_address(at_the_desk, lakeside):
    only = {"family_name": "", "email": "", "phone": "", "record_number": ""}
    at_the_desk.post(NEW, posted(at_the_desk, NEW, **only))
    assert lakeside.patients.get().full_name == "Ana"


@pytest.mark.parametrize("wrong", [*WRONG, {"record_number": "LK-1"}])
def test_wrong_patient_is_not_added(at_the_desk, lakeside, maria, wrong):
    response = at_the_desk.post(NEW, posted(at_the_desk, NEW, **wrong))

    assert response.status_code == 422
    page = response.content.decode()
    assert "<title>Error:" in page
    assert "There is a problem" in page
    assert 'value="Ruiz"' in page  # what was typed is kept
    assert lakeside.patients.get() == maria


def test_error_leads_to_the_box_that_is_wrong(at_the_desk):
    wrong = posted(at_the_desk, NEW, date_of_birth_year="84")
    page = at_the_desk.post(NEW, wrong).content.decode()
    assert '<a href="#id_date_of_birth_2">The year must have 4 numbers, like 1984.</a>' in page
    assert 'id="id_date_of_birth_2"' in page


def test_patient_is_not_added_at_another_clinic_than_shown(signed_in, bob, lakeside, harbor):
    actions.grant_role(user=bob, clinic=harbor, role=Role.FRONT_DESK)
    client = signed_in(bob)
    client.post("/clinics/choose/", {"clinic": "lakeside"})
    typed = posted(client, NEW)
    client.post("/clinics/choose/", {"clinic": "harbor"})

    assert client.post(NEW, typed).status_code == 422
    assert not lakeside.patients.exists()
    assert not harbor.patients.exists()


def test_birth_date_of_a_patient_is_never_filled_in_by_the_browser(at_the_desk):
    assert "bday" not in at_the_desk.get(NEW).content.decode()


# Changing one


def test_patient_is_changed(at_the_desk, lakeside, maria, bob):
    page = edit_page(maria)
    response = at_the_desk.post(page, posted(at_the_desk, page, record_number="LK-1"))

    assert response["Location"] == f"/patients/{maria.public_id}/"
    maria.refresh_from_db()
    assert (maria.full_name, maria.date_of_birth) == ("Ana Ruiz", datetime.date(1990, 1, 31))
    assert lakeside.audit_events.get(action="patient.changed").actor == bob


def test_page_shows_what_is_stored_and_is_recorded(at_the_desk, lakeside, maria, bob):
    page = at_the_desk.get(edit_page(maria)).content.decode()

    for value in ("María José", "O&#x27;Brien", "27", "3", "1984", "maria@patients.example"):
        assert f'value="{value}"' in page
    event = lakeside.audit_events.get(action="patient.read")
    assert (event.actor, event.object_id) == (bob, str(maria.pk))


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_change_changes_nothing(at_the_desk, maria, wrong):
    page = edit_page(maria)
    response = at_the_desk.post(page, posted(at_the_desk, page, **wrong))

    assert response.status_code == 422
    maria.refresh_from_db()
    assert (maria.full_name, maria.record_number) == ("María José O'Brien", "LK-1")


def test_change_does_not_undo_what_somebody_else_changed_meanwhile(at_the_desk, maria, bob):
    typed = posted(at_the_desk, edit_page(maria))
    actions.update_patient(patient=maria, changes={"phone": "555-010-0177"}, by=bob)

    assert at_the_desk.post(edit_page(maria), typed).status_code == 422
    maria.refresh_from_db()
    assert (maria.given_name, maria.phone) == ("María José", "555-010-0177")


@pytest.mark.parametrize("method", ["get", "post"])
def test_outsider_and_nobody_are_told_the_same(signed_in, charlie, maria, method):
    client = signed_in(charlie)
    foreign = getattr(client, method)(edit_page(maria))
    missing = getattr(client, method)("/patients/00000000-0000-4000-8000-000000000000/edit/")

    assert foreign.status_code == missing.status_code == 404
    assert foreign.content == missing.content


@pytest.mark.parametrize(
    "page", [LIST, NEW, "/patients/00000000-0000-4000-8000-000000000000/edit/"]
)
def test_pages_need_somebody_signed_in(client, db, page):
    assert client.get(page)["Location"] == f"/account/sign-in/?next={page}"
