"""Emergency access: for hours, with a reason, and the clinic knows at once."""

import datetime as dt

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from clinics import actions, audit, scopes
from clinics.access import clinics_of
from clinics.actions.erasing import erase_clinic_keys
from clinics.encryption import DecryptionFailed
from clinics.encryption.heads import data_key_id
from clinics.models import BreakGlass, DataKey, Membership, Purpose, Role
from tests.people import employ
from tests.staff_pages import read

REASON = "The only clinician of Lakeside is ill."


@pytest.fixture
def glass(lakeside, dana, charlie):
    """Charlie of Harbor is let into Lakeside."""
    return actions.break_glass(
        user=charlie,
        clinic=lakeside,
        role=Role.CLINICIAN,
        reason=REASON,
        hours=2,
        operator="olga",
    )


@pytest.fixture
def inside(glass, charlie, lakeside, signed_in):
    client = signed_in(charlie)
    client.post("/clinics/choose/", {"clinic": lakeside.slug})
    return client


def hours_later(monkeypatch, hours):
    now = timezone.now() + dt.timedelta(hours=hours)
    monkeypatch.setattr(timezone, "now", lambda: now)


def told(clinic):
    with scopes.at_clinic(clinic):
        events = clinic.audit_events.filter(action__startswith="break_glass")
        return [(event.action, event.details) for event in events.order_by("sequence")]


def test_lets_somebody_in_for_hours(glass, inside, charlie, lakeside, harbor):
    assert (glass.expires_at - glass.started_at, glass.reason) == (dt.timedelta(hours=2), REASON)
    assert {clinic.slug for clinic in clinics_of(charlie)} == {"harbor", "lakeside"}
    page = read(inside.get("/queue/"))
    assert "Emergency access until " in page
    assert "the administrators of Lakeside Ketamine Clinic were told" in page
    assert inside.get("/audit/").status_code in (403, 404)  # a clinician, no administrator


def test_others_see_no_banner(glass, alice, signed_in):
    assert "Emergency access" not in read(signed_in(alice).get("/queue/"))


def test_start_first_use_and_end_are_on_record(glass, inside, charlie, lakeside):
    inside.get("/queue/")
    inside.get("/queue/")
    actions.end_break_glass(user=charlie, clinic=lakeside, operator="olga")

    user = {"user": charlie.pk}
    assert told(lakeside) == [
        (
            "break_glass.started",
            {**user, "role": "CLINICIAN", "hours": 2, "operator": "olga"},
        ),
        ("break_glass.used", {"role": "CLINICIAN"}),
        ("break_glass.ended", {**user, "operator": "olga"}),
    ]
    assert audit.verify(lakeside) == []


def test_counts_for_nothing_once_it_ran_out(glass, inside, charlie, lakeside):
    assert inside.get("/queue/").status_code == 200

    with scopes.at_clinic(lakeside):  # the session lasts; the clock is not moved for it
        just_now = timezone.now() - dt.timedelta(seconds=1)
        Membership.ever.filter(user=charlie).update(expires_at=just_now)

    assert inside.get("/queue/").url.startswith("/clinics/choose/")
    assert [clinic.slug for clinic in clinics_of(charlie)] == ["harbor"]
    with scopes.holding(Membership, charlie.pk):
        assert charlie.memberships.filter(role=Role.CLINICIAN).count() == 1  # Harbor's


def test_what_ran_out_is_put_on_record(glass, charlie, lakeside, monkeypatch):
    hours_later(monkeypatch, 3)

    assert actions.end_expired(clinic=lakeside) == 1
    assert actions.end_expired(clinic=lakeside) == 0

    with scopes.at_clinic(lakeside):
        (kept,) = BreakGlass.objects.all()
        assert (kept.ended_at, kept.reason) == (glass.expires_at, REASON)
        assert not Membership.ever.filter(user=charlie).exists()
    assert told(lakeside)[-1] == ("break_glass.expired", {"user": charlie.pk})


def test_end_acts_on_the_next_request(glass, inside, charlie, lakeside):
    assert inside.get("/queue/").status_code == 200

    assert actions.end_break_glass(user=charlie, clinic=lakeside, operator="olga") == 1

    assert inside.get("/queue/").url.startswith("/clinics/choose/")
    assert actions.end_break_glass(user=charlie, clinic=lakeside, operator="olga") == 0


def test_can_be_given_again_after_it_ran_out(glass, charlie, lakeside, monkeypatch):
    hours_later(monkeypatch, 3)

    again = actions.break_glass(
        user=charlie, clinic=lakeside, role=Role.CLINICIAN, reason="x", hours=1, operator="olga"
    )

    assert again.pk != glass.pk
    assert [action for action, _ in told(lakeside)] == [
        "break_glass.started",
        "break_glass.expired",
        "break_glass.started",
    ]


def test_role_given_for_good_outlasts_it(glass, charlie, lakeside, monkeypatch):
    with scopes.at_clinic(lakeside):
        actions.grant_role(user=charlie, clinic=lakeside, role=Role.CLINICIAN)
    actions.end_break_glass(user=charlie, clinic=lakeside, operator="olga")

    hours_later(monkeypatch, 9)

    assert {clinic.slug for clinic in clinics_of(charlie)} == {"harbor", "lakeside"}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"hours": 0}, "Emergency access is for 1 to 8 hours."),
        ({"hours": 9}, "Emergency access is for 1 to 8 hours."),
        ({"reason": "  "}, "Say why, in at most 500 letters."),
        ({"reason": "x" * 501}, "Say why, in at most 500 letters."),
    ],
)
def test_is_refused(lakeside, charlie, change, why):
    given = {"role": Role.CLINICIAN, "reason": REASON, "hours": 1, "operator": "olga"} | change

    with pytest.raises(actions.BreakGlassRefused, match=why):
        actions.break_glass(user=charlie, clinic=lakeside, **given)

    assert told(lakeside) == []
    assert [clinic.slug for clinic in clinics_of(charlie)] == ["harbor"]


def test_is_refused_for_a_role_that_is_there_and_for_closed_accounts(lakeside, alice):
    given = {"clinic": lakeside, "reason": REASON, "hours": 1, "operator": "olga"}
    with pytest.raises(actions.BreakGlassRefused, match="Alice has this role already"):
        actions.break_glass(user=alice, role=Role.CLINICIAN, **given)
    actions.deactivate_staff(user=alice)

    with pytest.raises(actions.BreakGlassRefused, match="closed"):
        actions.break_glass(user=alice, role=Role.ADMIN, **given)


# The command


def run(*arguments, capsys):
    call_command("break_glass", *arguments)
    return capsys.readouterr().out


def start(charlie, capsys, reason=REASON):
    options = ["--role", "CLINICIAN", "--reason", reason, "--hours", "2"]
    return run("start", charlie.email, "lakeside", *options, capsys=capsys)


def test_command_tells_admins_and_on_call_without_details(
    lakeside, dana, charlie, capsys, monkeypatch
):
    monkeypatch.setenv("SUDO_USER", "olga")
    employ("Edith", lakeside, Role.CLINICIAN)

    said = start(charlie, capsys, reason="Maria O'Brien waits")

    assert said.startswith("Charlie works at Lakeside Ketamine Clinic as CLINICIAN until ")
    assert said.endswith("The clinic was told.\n")
    assert [letter.to for letter in mail.outbox] == [
        ["dana@lakeside.example"],
        ["on-call@lakeside.example"],
    ]
    assert {letter.subject for letter in mail.outbox} == {
        "Lakeside Ketamine Clinic: emergency access was opened"
    }
    assert all("/audit/" in letter.body for letter in mail.outbox)
    assert not any("Maria" in letter.body or "Charlie" in letter.body for letter in mail.outbox)
    assert [action for action, _ in told(lakeside)] == [
        "break_glass.started",
        "break_glass.alarm_sent",
    ]
    assert told(lakeside)[0][1]["operator"] == "olga"
    assert told(lakeside)[1][1]["people"] == 2


def test_command_says_when_the_alarm_was_not_sent(lakeside, charlie, capsys, settings):
    settings.EMAIL_BACKEND = "tests.mailboxes.BrokenMailbox"

    with pytest.raises(CommandError, match=r"They are in, but .* Ring Lakeside .* 555-010-0100"):
        start(charlie, capsys)

    assert told(lakeside)[-1][0] == "break_glass.alarm_failed"


def test_command_ends_and_expires(lakeside, charlie, capsys):
    start(charlie, capsys)

    said = run("end", charlie.email, "lakeside", capsys=capsys)

    assert said == "Charlie's emergency access at Lakeside Ketamine Clinic has ended.\n"
    assert run("expire", capsys=capsys) == "0 have run out.\n"
    with pytest.raises(CommandError, match="has no emergency access"):
        run("end", charlie.email, "lakeside", capsys=capsys)
    with pytest.raises(CommandError, match="There is no clinic"):
        run("end", charlie.email, "nowhere", capsys=capsys)


def test_reason_is_sealed_by_the_clinic(glass, lakeside, harbor):
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM clinics_breakglass")
        stored = bytes(cursor.fetchone()[0])

    assert b"Lakeside" not in stored
    assert data_key_id(stored) == DataKey.objects.active(lakeside.pk, Purpose.DATA).pk
    assert BreakGlass.objects.get().reason == REASON
    BreakGlass.objects.update(clinic=harbor)
    with pytest.raises(DecryptionFailed):
        _ = BreakGlass.objects.get().reason


def test_reason_of_an_erased_clinic_is_gone(glass, lakeside):
    erase_clinic_keys(clinic=lakeside)

    assert BreakGlass.objects.get().shown["reason"] == "cannot be read"
