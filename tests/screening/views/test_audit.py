import csv
import io
import re

import pytest
from django.urls import reverse

from clinics import actions, audit
from clinics.models import AuditChain, Role
from screening.presenters import audit_words
from screening.views import audit as audit_views
from tests.imports import ROOT
from tests.staff_pages import read


def rows(response):
    """Who did what to what, top to bottom."""
    return [(row.who, row.words, row.thing) for row in response.context["rows"]]


def test_says_who_did_what_newest_first(admin, maria, alice, signed_in):
    signed_in(alice).get(maria.get_absolute_url())

    page = admin.get("/audit/")

    assert rows(page)[0] == ("Alice", "read a patient's page", f"Patient {maria.pk}")
    assert ("Bob", "registered a patient", f"Patient {maria.pk}") in rows(page)[1:]
    assert "It was not checked yet." in read(page)
    assert "María" not in page.content.decode()  # a patient is a number here
    assert rows(admin.get("/audit/"))[0] == ("Dana", "looked at the audit trail", "")


def test_links_lead_where_the_reader_may_go(admin, maria, intake, version):
    page = admin.get("/audit/").content.decode()

    assert f'href="{maria.get_absolute_url()}"' in page
    assert f'href="{version.get_absolute_url()}"' in page
    assert intake.get_absolute_url() not in page  # an administrator reads no answers


def test_clinician_who_is_administrator_too_may_go_to_the_intake(admin, dana, intake, lakeside):
    actions.grant_role(user=dana, clinic=lakeside, role=Role.CLINICIAN)

    assert f'href="{intake.get_absolute_url()}"' in admin.get("/audit/").content.decode()


def test_shows_nothing_of_another_clinic(admin, charlie, harbor, signed_in):
    signed_in(charlie).get("/patients/")

    assert "Charlie" not in admin.get("/audit/").content.decode()
    assert "Charlie" not in admin.get(f"/audit/?person={charlie.pk}").content.decode()
    assert rows(signed_in(charlie).get("/audit/"))[0] == (
        "Charlie",
        "looked at a list of patients",
        "",
    )


@pytest.mark.parametrize("person", ["alice", "bob"])
@pytest.mark.parametrize("name", ["audit", "audit-export"])
def test_is_for_administrators(request, signed_in, lakeside, person, name):
    client = signed_in(request.getfixturevalue(person))

    assert client.get(reverse(name)).status_code == 403
    newest = lakeside.audit_events.order_by("-sequence")[0]
    assert (newest.action, newest.details["needs"]) == ("access.denied", "see_audit")


def test_filters_stand_in_the_address(admin, maria, alice, bob, signed_in):
    signed_in(alice).get(maria.get_absolute_url())
    day = maria.clinic.today()
    today = {"since_day": day.day, "since_month": day.month, "since_year": day.year}
    tomorrow = {"since_day": day.day, "since_month": day.month, "since_year": day.year + 1}

    def found(**query):
        return [who for who, _words, _thing in rows(admin.get("/audit/", query))]

    assert set(found(person=bob.pk)) == {"Bob"}
    assert found(action="patient.read") == ["Alice"]
    assert found(about=f"clinics.patient.{maria.pk}") == ["Alice", "Bob"]
    assert found(person=alice.pk, action="patient.registered") == []
    assert set(found(person="OPERATOR")) == {"An operator of the server"}
    assert len(found(**today)) > 3
    assert found(**tomorrow) == []


def test_filter_that_makes_no_sense_is_said(admin, bob):
    page = admin.get(
        "/audit/",
        {
            "since_day": 2,
            "since_month": 3,
            "since_year": 2026,
            "until_day": 1,
            "until_month": 3,
            "until_year": 2026,
        },
    )
    assert page.status_code == 422
    assert "The last day is before the first." in read(page)
    for query in ("person=999999", "action=x", "about=x", "before=-1", "before=x", "trail=x"):
        assert admin.get(f"/audit/?{query}").status_code == 422


def test_older_events_are_a_page_further(admin, lakeside, monkeypatch):
    monkeypatch.setattr(audit_views, "ON_A_PAGE", 3)
    for number in range(5):
        audit.record(clinic=lakeside, action="test.happened", details={"number": number})

    first = admin.get("/audit/?action=&trail=")
    second = admin.get(first.context["following"])

    def numbers(page):
        return [row.event.details.get("number") for row in page.context["rows"]]

    assert (numbers(first), numbers(second)[:2]) == ([4, 3, 2], [1, 0])
    assert re.fullmatch(r"/audit/\?before=\d+", first.context["following"])


def test_sign_ins_of_the_clinics_people_are_shown_apart(admin, alice, charlie, client):
    for user in (alice, charlie):
        audit.record(clinic=None, action="account.signed_in", actor=user, obj=user)

    page = admin.get("/audit/?trail=sign-ins")

    assert rows(page) == [("Alice", "signed in", f"Person {alice.pk}")]


def test_check_says_that_the_trail_is_whole(admin, lakeside, dana):
    length = AuditChain.objects.get(pk=lakeside.audit_chain_id).length

    assert admin.post("/audit/check/").url == "/audit/"

    page = admin.get("/audit/")
    assert "Yes, on " in read(page)
    assert f"up to event {length}." in read(page)
    assert rows(page)[0] == ("Dana", "checked the audit trail", "")


def test_check_says_that_the_trail_is_broken(admin, lakeside):
    AuditChain.objects.filter(pk=lakeside.audit_chain_id).update(head="0" * 64)

    admin.post("/audit/check/")

    assert "No. On " in read(admin.get("/audit/"))
    assert "1 problem showed" in read(admin.get("/audit/"))


def test_long_trail_is_not_checked_in_the_request(admin, lakeside, monkeypatch):
    monkeypatch.setattr(audit_views, "SHORT", 1)
    before = lakeside.audit_events.count()

    page = admin.post("/audit/check/", follow=True)

    assert "The trail is too long to be checked here." in read(page)
    assert "the server checks it every night" in read(page)
    assert "Check it now" not in read(page)
    actions_since = lakeside.audit_events.filter(sequence__gt=before).values_list("action")
    assert ("audit.verified",) not in actions_since


def test_emergency_access_stands_there_with_its_reason(admin, lakeside, charlie):
    actions.break_glass(
        user=charlie,
        clinic=lakeside,
        role=Role.CLINICIAN,
        reason="Nobody <else> is here.",
        hours=2,
        operator="olga",
    )

    page = admin.get("/audit/")

    assert "Charlie as clinician, from " in read(page)
    assert "Reason: “Nobody <else> is here.”" in read(page)
    assert rows(page)[0][:2] == ("An operator of the server", "gave emergency access")


def test_export_is_audited_and_cannot_start_a_formula(admin, lakeside, dana, maria):
    dana.name = "=cmd|' /C calc'!A0"
    dana.save()
    admin.get("/patients/")

    answer = admin.get(f"/audit/export/?person={dana.pk}")

    lines = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert lines[0]["who"] == "'=cmd|' /C calc'!A0"
    assert (lines[0]["action"], lines[0]["in words"]) == (
        "patients.listed",
        "looked at a list of patients",
    )
    assert lines[0]["hash"] == lakeside.audit_events.get(sequence=lines[0]["number"]).hash
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="audit-lakeside')
    newest = lakeside.audit_events.order_by("-sequence")[0]
    assert (newest.action, newest.details) == ("audit.exported", {"events": len(lines)})


def test_export_asks_who_it_is_first(admin, lakeside):
    before = lakeside.audit_events.count()
    session = admin.session
    for shown in session["account_authentication_methods"]:
        shown["at"] -= 3600
    session.save()

    answer = admin.get("/audit/export/")

    assert answer.status_code == 302
    assert answer.url == "/account/confirm/?next=%2Faudit%2Fexport%2F"
    assert lakeside.audit_events.count() == before


def test_export_holds_all_or_nothing(admin, dana, maria, monkeypatch):
    monkeypatch.setattr(audit_views, "MOST_EXPORTED", 2)

    answer = admin.get("/audit/export/?trail=", follow=True)

    assert "Choose fewer days: a file holds 2 events." in read(answer)


def test_every_action_that_the_program_records_has_words():
    sources = [path.read_text() for app in ("clinics", "screening") for path in python_of(app)]
    pattern = re.compile(r'(?:action=|record(?:_event)?\((?:[^()"]*,)?\s*)"([a-z_]+\.[a-z_]+)"')
    recorded = {code for text in sources for code in pattern.findall(text)}

    assert len(recorded) > 30
    assert recorded - audit_words.WORDS.keys() == set()


def python_of(app):
    return [path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
