import json
import time

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session

from clinics import actions
from clinics.models import AuditEvent, Role
from tests.passkeys import IS_PRESENT, SoftPasskey, asked_of_passkey
from tests.people import PASSWORD, sign_in
from tests.signing_in import ADD, SECOND_STEP, SIGN_IN, Device

WITH_PASSKEY = "/account/sign-in/passkey/"
SET_UP, CODES, CONFIRM = "/account/second-factor/", "/account/codes/", "/account/confirm/"


@pytest.fixture
def desk(db) -> Device:
    return Device()


@pytest.fixture
def phone(desk, alice) -> Device:
    """Alice's, who has set up codes and signed out."""
    desk.password(alice)
    desk.set_up_codes()
    desk.spare = desk.recovery_codes()
    desk.leave()
    return desk


@pytest.fixture
def key(desk, dana) -> Device:
    """Dana's, who has set up a passkey and signed out."""
    desk.password(dana)
    desk.set_up_passkey()
    desk.spare = desk.recovery_codes()
    desk.leave()
    return desk


def events() -> list[str]:
    found = AuditEvent.objects.filter(clinic=None, action__startswith="account.")
    return list(found.order_by("sequence").values_list("action", flat=True))


@pytest.mark.parametrize("address", ["/queue/", "/patients/", "/clinics/choose/", "/account/"])
def test_password_alone_opens_no_page(desk, alice, address):
    assert desk.password(alice)["Location"] == SET_UP
    assert desk.get(address)["Location"].startswith(f"{SET_UP}?next=")
    assert desk.post(address)["Location"] == SET_UP


def test_page_says_why_and_offers_both_ways(desk, alice):
    desk.password(alice)
    page = desk.get(SET_UP).content.decode()
    assert "a password alone is not enough" in page
    assert ADD in page
    assert CODES in page


def test_codes_open_the_pages_of_a_clinician(desk, alice):
    desk.password(alice)
    assert desk.set_up_codes()["Location"] == "/account/recovery-codes/"
    assert len(desk.recovery_codes()) == 10
    assert desk.get("/queue/").status_code == 200
    assert desk.get(SET_UP)["Location"] == "/"
    assert events() == ["account.signed_in", "account.codes_set_up"]


def test_wrong_code_sets_nothing_up(desk, alice):
    desk.password(alice)
    desk.get(CODES)
    response = desk.post(CODES, code="000000")
    assert response.status_code == 422
    assert "This code is not right" in response.content.decode()
    assert not Authenticator.objects.exists()


def test_code_is_asked_for_at_the_next_sign_in(phone, alice):
    assert phone.password(alice)["Location"] == SECOND_STEP
    assert phone.get("/queue/")["Location"].startswith(SIGN_IN)
    assert phone.post(SECOND_STEP, code=phone.code(1))["Location"] == "/queue/"
    assert phone.get("/queue/").status_code == 200


def test_page_asked_for_comes_after_the_second_step(phone, alice):
    phone.post(SIGN_IN, login=alice.email, password=PASSWORD, next="/patients/?q=x")
    assert phone.post(SECOND_STEP, code=phone.code(1))["Location"] == "/patients/?q=x"


def test_code_works_once(phone, alice):
    code = phone.code(1)
    phone.password(alice)
    assert phone.post(SECOND_STEP, code=code).status_code == 302
    phone.leave()
    phone.password(alice)
    assert phone.post(SECOND_STEP, code=code).status_code == 422
    assert phone.get("/queue/").status_code == 302


def test_second_step_can_be_left_for_somebody_else(phone, alice, bob):
    phone.password(alice)
    assert phone.get(SIGN_IN)["Location"] == SECOND_STEP
    phone.leave()
    assert phone.get(SECOND_STEP)["Location"] == SIGN_IN
    assert phone.password(bob)["Location"] == SET_UP


def test_recovery_code_works_once(phone, alice):
    for status in (302, 422):
        phone.password(alice)
        assert phone.post(SECOND_STEP, code=phone.spare[0]).status_code == status
        phone.leave()


def test_guessing_codes_is_slowed_down_and_recorded(phone, alice):
    phone.password(alice)
    answers = [phone.post(SECOND_STEP, code="123456").status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    assert phone.post(SECOND_STEP, code=phone.code(1)).status_code == 429
    assert events().count("account.second_factor_refused") == 5


def test_secrets_lie_sealed_in_the_database(desk, alice):
    desk.password(alice)
    desk.get(CODES)
    waiting = json.dumps([row.get_decoded() for row in Session.objects.all()])
    desk.set_up_codes()
    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    for text in (waiting, stored):
        assert desk.secret not in text
        assert not set(desk.recovery_codes()) & set(text.split('"'))
    assert "pending_totp_secret" in waiting


def test_secret_of_somebody_else_opens_nothing(phone, alice, bob):
    Authenticator.objects.filter(user=alice).exclude(type="totp").delete()
    Authenticator.objects.update(user=bob)
    phone.password(bob)
    assert phone.post(SECOND_STEP, code=phone.code(1)).status_code == 503
    assert phone.get("/queue/").status_code == 302


def test_administrator_needs_a_passkey(desk, dana):
    desk.password(dana)
    page = desk.get(SET_UP).content.decode()
    assert "You are an administrator of a clinic." in page
    assert CODES not in page

    desk.set_up_codes()
    assert desk.get("/clinics/settings/")["Location"].startswith(SET_UP)
    desk.set_up_passkey()
    assert desk.get("/clinics/settings/").status_code == 200


def test_passkey_is_asked_for_at_the_next_sign_in(key, dana):
    assert key.password(dana)["Location"] == SECOND_STEP
    assert key.show_passkey()["Location"] == "/question-sets/"
    assert key.get("/clinics/settings/").status_code == 200


def test_passkey_signs_in_by_itself(key):
    assert key.show_passkey(WITH_PASSKEY, next="/patients/")["Location"] == ("/patients/")
    assert key.get("/clinics/settings/").status_code == 200
    assert events()[-1] == "account.signed_in"


def test_passkey_of_a_closed_account_signs_nobody_in(key, dana):
    actions.deactivate_staff(user=dana, even_the_last=True)
    assert key.show_passkey(WITH_PASSKEY)["Location"] == SIGN_IN
    assert key.get("/patients/")["Location"].startswith(SIGN_IN)


def test_lost_passkey_is_replaced_after_a_recovery_code(key, dana):
    key.password(dana)
    key.post(SECOND_STEP, code=key.spare[0])
    assert key.get("/clinics/settings/")["Location"].startswith(SET_UP)

    key.passkey = SoftPasskey()
    assert key.set_up_passkey("New phone")["Location"] == "/account/"
    assert key.get("/clinics/settings/").status_code == 200


def test_code_does_not_stand_in_for_an_administrators_passkey(key, dana):
    client = sign_in(dana, factor="totp")
    there = "/account/confirm/passkey/"
    assert client.get("/clinics/settings/")["Location"].startswith(f"{there}?next=")
    assert client.get(ADD)["Location"].startswith(there)


def test_session_from_before_the_factor_has_to_show_it(phone, alice):
    client = sign_in(alice, factor="")
    assert client.get("/queue/")["Location"] == "/account/confirm/code/?next=%2Fqueue%2F"
    assert client.get(CODES)["Location"].startswith("/account/confirm/code/")

    shown = client.post("/account/confirm/code/", {"code": phone.code(1), "next": "/queue/"})
    assert shown["Location"] == "/queue/"
    assert client.get("/queue/").status_code == 200


def test_passkey_made_for_another_address_is_refused(desk, alice):
    desk.password(alice)
    desk.passkey.origin = "https://testserver.evil.example"
    assert desk.set_up_passkey().status_code == 422
    assert not Authenticator.objects.exists()


def test_device_that_does_not_know_its_owner_is_refused(desk, alice):
    desk.password(alice)
    desk.passkey.flags = IS_PRESENT
    assert desk.set_up_passkey().status_code == 422
    assert not Authenticator.objects.exists()


def test_answer_to_another_challenge_is_refused(key, dana):
    key.password(dana)
    old = asked_of_passkey(key.get(SECOND_STEP))
    key.get(SECOND_STEP)
    assert key.post(SECOND_STEP, credential=key.passkey.get(old)).status_code == 422
    assert key.get("/patients/").status_code == 302


@pytest.mark.parametrize(
    "credential",
    [
        *("", "x", "[]", "null", "7", '"x"', "{}", '{"id": 1}', '{"response": []}', '{"id": "é"}'),
        pytest.param("[" * 50_000, id="nested deeply"),
    ],
)
@pytest.mark.parametrize("address", [ADD, SECOND_STEP, WITH_PASSKEY])
def test_what_is_no_passkey_is_a_wrong_form(key, alice, dana, address, credential):
    if address == ADD:
        key.password(alice)
    if address == SECOND_STEP:
        key.password(dana)
    key.get(address)
    assert key.post(address, credential=credential, name="x").status_code == 422


def test_last_factor_cannot_be_taken_away(phone, alice):
    phone.password(alice)
    phone.post(SECOND_STEP, code=phone.code(1))
    page = phone.get("/account/codes/remove/")
    assert "You cannot do without it" in page.content.decode()
    assert phone.post("/account/codes/remove/").status_code == 422
    assert Authenticator.objects.filter(type="totp").exists()


def test_administrators_last_passkey_cannot_be_taken_away(key, dana):
    key.password(dana)
    key.show_passkey()
    key.set_up_codes()
    passkey = Authenticator.objects.get(type="webauthn")
    page = f"/account/passkeys/{passkey.pk}/remove/"
    key.post(page)
    assert Authenticator.objects.filter(pk=passkey.pk).exists()

    key.passkey = SoftPasskey()
    key.set_up_passkey("New phone")
    assert key.post(page)["Location"] == "/account/"
    assert not Authenticator.objects.filter(pk=passkey.pk).exists()
    assert "account.passkey_removed" in events()


def test_passkey_of_somebody_else_is_not_there(key, alice):
    passkey = Authenticator.objects.get(type="webauthn")
    client = sign_in(alice)
    assert client.get(f"/account/passkeys/{passkey.pk}/remove/").status_code == 404


def test_change_of_factors_is_confirmed_after_some_minutes(phone, alice, monkeypatch):
    phone.password(alice)
    phone.post(SECOND_STEP, code=phone.code(1))
    later = time.time() + 301
    monkeypatch.setattr(time, "time", lambda: later)

    assert phone.get(ADD)["Location"] == f"{CONFIRM}?next=%2Faccount%2Fpasskeys%2Fadd%2F"
    wrong = phone.post(CONFIRM, password="wrong", next=ADD)
    assert (wrong.status_code, "This is not your password" in wrong.content.decode()) == (422, True)
    assert phone.post(CONFIRM, password=PASSWORD, next=ADD)["Location"] == ADD
    assert phone.get(ADD).status_code == 200


def test_new_recovery_codes_replace_the_old(phone, alice):
    phone.password(alice)
    phone.post(SECOND_STEP, code=phone.code(1))
    assert phone.post("/account/recovery-codes/new/").status_code == 302
    assert not set(phone.recovery_codes()) & set(phone.spare)


def test_demo_people_sign_in_without_and_the_page_says_so(desk, lakeside):
    erin = actions.create_staff(email="erin@demo.example", name="Erin", password=PASSWORD)
    actions.grant_role(user=erin, clinic=lakeside, role=Role.ADMIN)
    desk.password(erin)
    page = desk.get("/clinics/settings/")
    assert page.status_code == 200
    assert "Try-out: you came in with a password alone." in page.content.decode()


def test_nobody_comes_in_without_in_production(desk, lakeside, settings):
    settings.TRYOUT = False
    erin = actions.create_staff(email="erin@demo.example", name="Erin", password=PASSWORD)
    actions.grant_role(user=erin, clinic=lakeside, role=Role.CLINICIAN)
    desk.password(erin)
    assert desk.get("/queue/")["Location"].startswith(SET_UP)


def test_page_for_others_does_not_say_try_out(signed_in, alice):
    assert "Try-out: you came in" not in signed_in(alice).get("/queue/").content.decode()
