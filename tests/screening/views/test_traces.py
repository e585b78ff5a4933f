"""Traceability, as administrators read it and take it away."""

import csv
import io

import pytest

from clinics.models import AuditEvent
from screening.actions import proofs
from tests.rules.small import rule
from tests.staff_pages import between, read
from tests.versions import DANGER, draft_of, save, small, work

TRACES = "/question-sets/small/versions/1/traceability/"
EXPORT = f"{TRACES}export/"
HEAD = "Contraindication and rule"


@pytest.fixture(autouse=True)
def _nothing_decided():
    proofs._decided.clear()


def lines(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))


def test_holes_are_said_in_words(lakeside, dana, admin):
    draft_of(lakeside, dana, small())

    said = read(admin.get(TRACES))

    assert "Last proof Never proved" in said
    assert "Rules with a hole 1 of 1" in said
    assert "danger ?" in said
    assert "Hole: No case raises it Hole: No case leaves it clear" in said
    assert "Hole: These bytes are not proved" in said


def test_proof_closes_its_hole_and_names_itself(lakeside, dana, admin):
    draft_of(lakeside, dana, small())
    work()

    said = read(admin.get(TRACES))

    assert "Last proof Checks passed" in said
    assert "not proved" not in said


def test_proof_by_older_tools_is_a_hole(lakeside, dana, admin, monkeypatch):
    draft_of(lakeside, dana, small())
    work()
    monkeypatch.setattr(proofs, "CHECKS_VERSION", "another")

    said = read(admin.get(TRACES))

    assert "by older tools than today" in said
    assert "Hole: Proved by older tools than today's" in said


def test_only_holes_leaves_out_what_is_whole(version, admin):
    slug = version.question_set.slug
    address = f"/question-sets/{slug}/versions/1/traceability/"
    whole = admin.get(address)
    only = admin.get(f"{address}?only=holes")

    assert "aneurysmal-vascular-disease" in between(whole, HEAD, "that no rule reads")
    assert "suicidal-thoughts-today" in between(only, HEAD, "that no rule reads")
    assert "aneurysmal-vascular-disease" not in read(only)


def test_file_says_which_bytes_it_is_about(lakeside, dana, admin):
    version = draft_of(lakeside, dana, small())

    answer = admin.get(EXPORT)

    (line,) = lines(answer)
    assert (line["version"], line["status"], line["sha256"]) == ("1", "Draft", version.sha256)
    assert (line["rule"], line["questions"], line["sources"]) == ("it", "danger", "None")
    assert "No case raises it" in line["holes"]
    assert answer["Content-Disposition"] == 'attachment; filename="traceability-small-1.csv"'
    assert answer["Cache-Control"] == "no-store"


def test_file_holds_no_formula(lakeside, dana, admin):
    hostile = rule("it", DANGER, "contraindication", title={"en": "=1+1"}, sources=["@SUM(A1)"])
    draft_of(lakeside, dana, small(rules=[hostile]))

    (line,) = lines(admin.get(EXPORT))

    assert (line["contraindication"], line["sources"]) == ("'=1+1", "'@SUM(A1)")


def test_file_that_is_taken_away_is_on_record(lakeside, dana, admin):
    version = draft_of(lakeside, dana, small())

    admin.get(EXPORT)

    event = AuditEvent.objects.order_by("pk").last()
    assert (event.action, event.actor, event.object_id) == (
        "question_set.exported",
        dana,
        str(version.pk),
    )
    assert event.details == {"sha256": version.sha256, "format": "traceability"}


def test_unfinished_draft_says_what_is_wrong(lakeside, dana, admin):
    save(draft_of(lakeside, dana, small()), small(rules=[]), dana)

    assert "Must be a list that is not empty" in read(admin.get(TRACES))
    assert admin.get(EXPORT)["Content-Type"].startswith("text/html")


def test_clinician_and_outsider_get_neither(lakeside, dana, alice, charlie, signed_in):
    draft_of(lakeside, dana, small())

    assert [signed_in(alice).get(one).status_code for one in (TRACES, EXPORT)] == [403, 403]
    assert [signed_in(charlie).get(one).status_code for one in (TRACES, EXPORT)] == [404, 404]
