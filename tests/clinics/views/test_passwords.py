import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from clinics import actions
from clinics.models import AuditEvent
from tests.people import PASSWORD, sign_in
from tests.signing_in import SECOND_STEP, SIGN_IN, Device

FORGOTTEN, SENT, CHANGE = (
    "/account/password/forgotten/",
    "/account/password/forgotten/sent/",
    "/account/password/",
)
NEW = "seven ships left the harbor"


@pytest.fixture
def desk(db) -> Device:
    return Device()


def work() -> None:
    """What the worker does: every task that waits."""
    for waiting in DBTaskResult.objects.order_by("enqueued_at"):
        waiting.task.call(*waiting.args_kwargs["args"])
        waiting.delete()


def link_in_the_mail() -> str:
    work()
    return re.search(r"http://[^/]+(/account/password/new/\S+/)", mail.outbox[-1].body)[1]


def change(client, now=PASSWORD, new=NEW, again=None):
    typed = {"oldpassword": now, "password1": new, "password2": new if again is None else again}
    return client.post(CHANGE, typed)


def events() -> list[str]:
    found = AuditEvent.objects.filter(clinic=None, action__startswith="account.")
    return list(found.order_by("sequence").values_list("action", flat=True))


def test_changed_password_signs_in(alice):
    assert change(sign_in(alice))["Location"] == "/account/"
    alice.refresh_from_db()
    assert alice.check_password(NEW)
    assert events() == ["account.password_changed"]


def test_change_ends_every_other_session(alice):
    here, elsewhere = sign_in(alice), sign_in(alice)
    change(here)
    assert here.get("/queue/").status_code == 200
    assert elsewhere.get("/queue/")["Location"].startswith(SIGN_IN)


def test_change_is_told_by_mail(alice):
    change(sign_in(alice))
    work()
    assert [message.to for message in mail.outbox] == [[alice.email]]
    assert "The password of your account was changed." in mail.outbox[0].body


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"now": "wrong"}, "This is not your password now."),
        ({"new": "fourteen chars"}, "too short"),
        ({"new": "alice@lakeside.example"}, "too similar"),
        ({"new": "passwordpassword"}, "too common"),
        ({"again": "something else"}, "the same password"),
        ({"new": ""}, "Write a new password."),
    ],
)
def test_wrong_form_changes_nothing(alice, typed, problem):
    response = change(sign_in(alice), **typed)
    assert response.status_code == 422
    assert problem in response.content.decode()
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_guessing_the_password_at_an_open_session_is_slowed_down(alice):
    client = sign_in(alice)
    answers = [change(client, now="wrong").status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    assert change(client).status_code == 429


def test_known_and_unknown_addresses_get_the_same_answer(alice, bob):
    actions.deactivate_staff(user=bob)
    answers = set()
    for email in (alice.email, "nobody@lakeside.example", bob.email):
        client = Client()
        with CaptureQueriesContext(connection) as queries:
            response = client.post(FORGOTTEN, {"email": email})
        said = (response.status_code, response["Location"], client.get(SENT).content)
        answers.add((*said, len(queries)))
    assert len(answers) == 1
    work()
    assert [message.to for message in mail.outbox] == [[alice.email]]


def test_link_lies_in_no_table(desk, alice):
    desk.post(FORGOTTEN, email=alice.email.upper())
    assert DBTaskResult.objects.get().args_kwargs["args"] == [alice.email]


def test_link_leads_to_a_new_password_and_not_past_the_second_step(desk, alice):
    desk.password(alice)
    desk.set_up_codes()
    desk.leave()
    desk.post(FORGOTTEN, email=alice.email)
    form = desk.get(link_in_the_mail())["Location"]
    assert form.endswith("-set-password/")

    assert desk.post(form, password1=NEW, password2=NEW)["Location"] == SIGN_IN
    assert desk.get("/queue/")["Location"].startswith(SIGN_IN)
    assert desk.password(alice, NEW)["Location"] == SECOND_STEP
    assert "account.password_reset" in events()


def test_new_password_ends_every_session(desk, alice):
    elsewhere = Device()
    elsewhere.password(alice)
    elsewhere.set_up_codes()
    desk.post(FORGOTTEN, email=alice.email)
    desk.post(desk.get(link_in_the_mail())["Location"], password1=NEW, password2=NEW)
    assert elsewhere.get("/queue/")["Location"].startswith(SIGN_IN)


def test_link_works_once(desk, alice):
    desk.post(FORGOTTEN, email=alice.email)
    link = link_in_the_mail()
    desk.post(desk.get(link)["Location"], password1=NEW, password2=NEW)
    assert "This link does not work" in desk.get(link).content.decode()


def test_weak_password_is_refused_by_the_link_too(desk, alice):
    desk.post(FORGOTTEN, email=alice.email)
    form = desk.get(link_in_the_mail())["Location"]
    assert desk.post(form, password1="short", password2="short").status_code == 422
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_asking_for_one_address_is_slowed_down(desk, alice):
    answers = [desk.post(FORGOTTEN, email=alice.email).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 429]


def test_asking_for_many_addresses_is_slowed_down(desk):
    answers = [desk.post(FORGOTTEN, email=f"a{n}@b.example").status_code for n in range(11)]
    assert answers == [302] * 10 + [429]


@pytest.mark.parametrize("typed", [{}, {"email": "alice"}, {"email": "a\0@b.example"}])
def test_what_is_no_address_is_a_wrong_form(desk, typed):
    assert desk.post(FORGOTTEN, **typed).status_code == 422
