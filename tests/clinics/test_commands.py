import io

import pytest
from django.core.management import CommandError, call_command

from clinics import audit
from clinics.models import AuditChain, Clinic, User
from tests.people import PASSWORD

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
