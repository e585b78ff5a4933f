import pytest
from django.test import Client

from clinics import actions
from clinics.models import AuditEvent, Role
from tests.people import PASSWORD

PAGE = "/account/sign-in/"


def sign_in(client, email, password=PASSWORD, **others):
    return client.post(PAGE, {"login": email, "password": password, **others})


def hire_demo(clinic, *roles):
    """Somebody of the try-out mode, who needs no second factor."""
    user = actions.create_staff(email="erin@demo.example", name="Erin", password=PASSWORD)
    for role in roles:
        actions.grant_role(user=user, clinic=clinic, role=role)
    return user


def system_events():
    events = AuditEvent.objects.filter(clinic=None, action__startswith="account.")
    return list(events.order_by("sequence").values_list("action", flat=True))


def test_page_asks_for_address_and_password(client, db):
    page = client.get(PAGE).content.decode()
    assert 'type="email"' in page
    assert 'autocomplete="current-password"' in page
    assert "There is a problem" not in page


@pytest.mark.parametrize(
    ("roles", "home"),
    [
        ([Role.CLINICIAN], "/queue/"),
        ([Role.FRONT_DESK], "/queue/"),
        ([Role.ADMIN], "/question-sets/"),
        ([Role.ADMIN, Role.CLINICIAN], "/queue/"),
    ],
)
def test_work_begins_where_the_role_is(client, lakeside, roles, home):
    erin = hire_demo(lakeside, *roles)
    response = sign_in(client, erin.email)

    assert (response.status_code, response["Location"]) == (302, home)
    assert client.get("/patients/").status_code == 200


def test_address_may_be_typed_in_capitals(client, alice):
    assert sign_in(client, f" {alice.email.upper()} ").status_code == 302


def test_person_of_two_clinics_goes_on_to_choose(client, lakeside, harbor):
    erin = hire_demo(lakeside, Role.CLINICIAN)
    actions.grant_role(user=erin, clinic=harbor, role=Role.CLINICIAN)
    assert sign_in(client, erin.email)["Location"] == "/clinics/choose/"


def test_page_asked_for_comes_next(client, alice):
    page = client.get(PAGE, {"next": "/patients/?q=x"}).content.decode()
    assert '<input type="hidden" name="next" value="/patients/?q=x">' in page
    assert sign_in(client, alice.email, next="/patients/?q=x")["Location"] == "/patients/?q=x"


@pytest.mark.parametrize("words", ["nowhere", "%s", "queue", "patients/"])
def test_what_is_no_address_never_comes_next(client, lakeside, words):
    erin = hire_demo(lakeside, Role.CLINICIAN)
    assert sign_in(client, erin.email, next=words)["Location"] == "/queue/"
    assert client.get(PAGE, {"next": words})["Location"] == "/queue/"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"],
)
def test_page_elsewhere_never_comes_next(client, lakeside, elsewhere):
    erin = hire_demo(lakeside, Role.CLINICIAN)
    assert "evil" not in client.get(PAGE, {"next": elsewhere}).content.decode()
    assert sign_in(client, erin.email, next=elsewhere)["Location"] == "/queue/"


def test_somebody_signed_in_goes_on(signed_in, alice):
    assert signed_in(alice).get(PAGE)["Location"] == "/queue/"


def test_wrong_password_unknown_address_and_closed_account_answer_alike(client, alice, bob):
    actions.deactivate_staff(user=bob)
    pages = []
    for email, password in (
        (alice.email, "wrong"),
        ("nobody@lakeside.example", PASSWORD),
        (bob.email, PASSWORD),
    ):
        response = sign_in(client, email, password)
        assert response.status_code == 422
        page = response.content.decode()
        assert "<title>Error: Sign in" in page
        assert "do not go together" in page
        csrf_token = response.context["csrf_token"]
        pages.append(page.replace(email, "").replace(str(csrf_token), ""))

    assert len({len(page) for page in pages}) == 1
    assert client.get("/patients/").status_code == 302
    assert system_events() == ["account.sign_in_refused"] * 3


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"login": "", "password": ""},
        {"login": "alice", "password": "x"},
        {"login": "a@b.example\0", "password": "x\0"},
        {"login": "a@b.example", "password": "x" * 100_000},
    ],
)
def test_wrong_form_says_what_is_missing(client, db, posted):
    response = client.post(PAGE, posted)

    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert system_events() == []


def test_password_never_comes_back(client, alice):
    assert "opensesame" not in sign_in(client, alice.email, "opensesame").content.decode()


def test_guessing_at_one_account_is_slowed_down(client, alice):
    answers = [sign_in(client, alice.email, "wrong").status_code for _ in range(7)]
    assert answers == [422] * 5 + [429] * 2

    response = sign_in(client, alice.email)
    assert response.status_code == 429
    assert "too many tries" in response.content.decode()
    assert system_events() == ["account.sign_in_refused"] * 5


def test_guessing_at_many_accounts_is_slowed_down(client, db):
    answers = [
        sign_in(client, f"somebody{number}@lakeside.example", "wrong").status_code
        for number in range(32)
    ]
    assert answers[:30] == [422] * 30
    assert answers[-1] == 429


def test_slowing_one_person_down_leaves_others_alone(client, alice, bob):
    for _ in range(7):
        sign_in(client, alice.email, "wrong")
    assert sign_in(client, bob.email).status_code == 302


def test_signing_in_gives_the_tries_back(client, alice):
    for _ in range(3):
        for _ in range(4):
            sign_in(client, alice.email, "wrong")
        assert sign_in(client, alice.email).status_code == 302
        client.logout()


def test_signing_in_makes_a_new_session(client, alice):
    client.get(PAGE)
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key
    sign_in(client, alice.email)
    assert client.session.session_key != before


def test_signing_out_ends_the_session_and_is_recorded(client, alice):
    sign_in(client, alice.email)
    response = client.post("/account/sign-out/")

    assert response["Location"] == PAGE
    assert "storage" in response["Clear-Site-Data"]
    assert client.get("/patients/").status_code == 302
    assert system_events() == ["account.signed_in", "account.signed_out"]


def test_signing_out_is_posted(signed_in, alice):
    client = signed_in(alice)
    assert client.get("/account/sign-out/").status_code == 405
    assert client.get("/patients/").status_code == 200


def test_forms_need_their_token(alice):
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client, alice.email).status_code == 403
