import io
import re

import pytest
from django.core.management import CommandError, call_command

from clinics import audit
from clinics.models import ActorKind, AuditChain, AuditEvent, Clinic, User
from tests.people import PASSWORD
from tests.signing_in import Device

CLINIC = ["--name=Hill", "--phone=555-010-0300", "--on-call-email=on-call@hill.example"]


def run(*words):
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_clinic_add_opens_a_clinic(db):
    out = run("clinic", "add", "hill", *CLINIC, "--language=es", "--time-zone=America/Denver")

    clinic = Clinic.objects.get(slug="hill")
    assert out == "Hill is open as hill.\n"
    assert (clinic.languages, clinic.time_zone, clinic.crisis_line) == (
        ["es"],
        "America/Denver",
        "988",
    )


def test_clinic_add_says_what_is_wrong(db):
    with pytest.raises(CommandError, match="time_zone: Enter a time zone"):
        run("clinic", "add", "hill", *CLINIC, "--time-zone=Denver")
    assert not Clinic.objects.exists()


def test_staff_add_makes_an_account_with_roles(lakeside, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    roles = ["--role=CLINICIAN", "--role=ADMIN"]
    out = run("staff", "add", "Erin@Lakeside.example", "--name=Erin", "--clinic=lakeside", *roles)

    erin = User.objects.get(email="erin@lakeside.example")
    assert out == "Erin works at Lakeside Ketamine Clinic as CLINICIAN, ADMIN.\n"
    assert erin.check_password(PASSWORD)
    assert sorted(each.role for each in erin.memberships.all()) == ["ADMIN", "CLINICIAN"]


def test_staff_add_gives_a_role_to_an_account_there_is(alice, harbor):
    run("staff", "add", alice.email, "--clinic=harbor", "--role=FRONT_DESK")
    assert alice.memberships.get(clinic=harbor).role == "FRONT_DESK"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--name=Erin", "--clinic=hill", "--role=ADMIN"], "There is no clinic hill"),
        (["--clinic=lakeside", "--role=ADMIN"], "give --name"),
        (["--name=Erin", "--clinic=lakeside", "--role=ADMIN"], "too short"),
    ],
)
def test_staff_add_says_what_is_wrong(lakeside, monkeypatch, words, reason):
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    with pytest.raises(CommandError, match=reason):
        run("staff", "add", "erin@lakeside.example", *words)
    assert not User.objects.exists()


def test_staff_invite_prints_the_link_for_the_first_administrator(lakeside, client):
    out = run("staff", "invite", "Erin@lakeside.example", "--clinic=lakeside", "--role=ADMIN")
    link = re.search(r"http://[^/]+(/account/invited/\S+/)", out)[1]
    client.post(link, {"name": "Erin", "password": PASSWORD})
    erin = User.objects.get(email="erin@lakeside.example")
    assert [each.role for each in erin.memberships.all()] == ["ADMIN"]
    assert lakeside.audit_events.get(action="staff.invited").actor_kind == ActorKind.OPERATOR


def test_staff_revoke_takes_one_role(lakeside, dana):
    words = ["staff", "revoke", dana.email, "--clinic=lakeside", "--role=ADMIN"]
    with pytest.raises(CommandError, match="Dana is the last administrator"):
        run(*words)
    assert run(*words, "--even-the-last").startswith("Dana is not ADMIN at Lakeside")
    assert not dana.memberships.exists()


def test_staff_close_and_reopen(alice):
    assert run("staff", "close", alice.email) == "Alice cannot sign in any more.\n"
    alice.refresh_from_db()
    assert not alice.is_active
    assert run("staff", "reopen", alice.email) == "Alice can sign in again.\n"
    alice.refresh_from_db()
    assert alice.is_active


def test_staff_reset_factors_lets_somebody_set_up_anew(alice):
    desk = Device()
    desk.password(alice)
    desk.set_up_codes()
    out = run("staff", "reset-factors", alice.email)
    assert out == "2 forgotten. Alice sets up new ones at the next sign-in.\n"
    assert desk.get("/queue/")["Location"].startswith("/account/sign-in/")
    assert desk.password(alice)["Location"] == "/account/second-factor/"
    event = AuditEvent.objects.get(action="account.factors_reset")
    assert (event.actor_kind, event.object_id) == (ActorKind.OPERATOR, str(alice.pk))


@pytest.mark.parametrize("what", ["close", "reopen", "reset-factors"])
def test_staff_says_that_there_is_no_such_account(db, what):
    with pytest.raises(CommandError, match=r"There is no account erin@lakeside\.example\."):
        run("staff", what, "erin@lakeside.example")


def test_audit_verify_tells_of_each_chain(lakeside, harbor, alice):
    assert run("audit", "verify").splitlines() == [
        "No anchors: a chain that was cut and wound back would not show.",
        "system: sound, 1 events, 0 anchors",
        "harbor: sound, 1 events, 0 anchors",
        "lakeside: sound, 2 events, 0 anchors",
    ]


def test_audit_verify_fails_on_a_chain_that_is_cut(lakeside, harbor):
    audit.record(clinic=lakeside, action="test.happened")
    AuditChain.objects.filter(pk=lakeside.audit_chain_id).update(length=5)

    out = io.StringIO()
    with pytest.raises(CommandError, match="1 of the chains"):
        call_command("audit", "verify", stdout=out)
    assert "lakeside: event 3: the tail is cut: 5 were written\n" in out.getvalue()


@pytest.fixture
def devices(alice, bob):
    """Of each of the two one that is signed in."""
    mine = {alice: Device(), bob: Device()}
    for user, device in mine.items():
        device.password(user)
        device.set_up_codes()
    return list(mine.values())


def are_in(devices):
    return [device.get("/queue/").status_code == 200 for device in devices]


def test_staff_end_sessions_signs_one_out_and_leaves_the_account_open(devices, alice):
    assert are_in(devices) == [True, True]

    said = run("staff", "end-sessions", alice.email)

    assert said == "Alice is signed out everywhere, and can sign in again.\n"
    assert are_in(devices) == [False, True]
    alice.refresh_from_db()
    assert alice.is_active
    event = AuditEvent.objects.filter(clinic=None).latest("sequence")
    assert (event.action, event.object_id) == ("account.sessions_ended", str(alice.pk))


def test_staff_end_sessions_signs_everybody_out(devices):
    said = run("staff", "end-sessions", "--everybody")

    assert said == "Everybody is signed out everywhere, and can sign in again.\n"
    assert are_in(devices) == [False, False]
