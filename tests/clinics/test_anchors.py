"""What was written down outside the database finds what inside of it all fits together."""

import json
import stat

import pytest
from django.core.management import CommandError, call_command

from clinics import anchors, audit
from clinics.models import AuditChain
from clinics.models.audit import START
from tests.clinics.test_audit import tamper, write


@pytest.fixture
def file(settings, tmp_path):
    settings.AUDIT_ANCHORS = tmp_path / "anchors.jsonl"
    return settings.AUDIT_ANCHORS


def run(capsys, *arguments):
    """What is printed, and how it ended."""
    try:
        call_command("audit", *arguments)
    except CommandError as error:
        return capsys.readouterr().out.splitlines(), str(error)
    return capsys.readouterr().out.splitlines(), ""


def rewind(clinic, length):
    """The head as it was when the chain had that many events."""
    head = clinic.audit_events.get(sequence=length).hash if length else START
    AuditChain.objects.filter(pk=clinic.audit_chain_id).update(length=length, head=head)


def cut(clinic, *, after):
    rewind(clinic, after)
    tamper(
        "DELETE FROM clinics_auditevent WHERE clinic_id = %s AND sequence > %s", clinic.pk, after
    )


def test_anchor_is_a_line_for_each_chain(lakeside, harbor, file, capsys):
    write(lakeside, 2)

    said, error = run(capsys, "anchor", "--print")

    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert error == ""
    assert [json.loads(line) for line in said] == lines
    assert [(line["clinic"], line["sequence"]) for line in lines] == [
        ("harbor", 1),
        ("lakeside", 3),
    ]
    assert lines[1]["hash"] == lakeside.audit_events.get(sequence=3).hash
    assert stat.filemode(file.stat().st_mode) == "-rw-------"


def test_anchors_are_added_at_the_end(lakeside, file, tmp_path, capsys):
    run(capsys, "anchor")
    first = file.read_text()
    write(None, 1)
    run(capsys, "anchor")
    run(capsys, "anchor", "--to", str(tmp_path / "other.jsonl"))

    assert file.read_text().startswith(first)
    assert [anchor.sequence for anchor in anchors.read(file)["lakeside"]] == [1, 1]
    assert [anchor.sequence for anchor in anchors.read(file)[""]] == [1]
    assert len(anchors.read(tmp_path / "other.jsonl")) == 2


def test_sound_chains_agree_with_their_anchors(lakeside, file, capsys):
    run(capsys, "anchor")
    write(lakeside, 2)
    run(capsys, "anchor")

    said, error = run(capsys, "verify")

    assert (said, error) == (
        ["system: sound, 0 events, 0 anchors", "lakeside: sound, 3 events, 2 anchors"],
        "",
    )


def test_cut_tail_with_a_head_wound_back_is_found(lakeside, file, capsys):
    write(lakeside, 3)
    run(capsys, "anchor")
    cut(lakeside, after=2)

    assert audit.verify(lakeside) == []  # from inside nothing shows
    said, error = run(capsys, "verify", "--anchors", str(file))

    at = anchors.read(file)["lakeside"][0].at
    assert f"lakeside: event 4: was anchored on {at} and is not there" in said
    assert error == "1 of the chains are not sound."


def test_rewritten_chain_is_found(lakeside, file, capsys):
    write(lakeside, 3)
    run(capsys, "anchor")
    cut(lakeside, after=0)
    write(lakeside, 6)

    assert audit.verify(lakeside) == []
    said, error = run(capsys, "verify")

    at = anchors.read(file)["lakeside"][0].at
    assert f"lakeside: event 4: is not the one that was anchored on {at}" in said
    assert error == "1 of the chains are not sound."


def test_every_anchor_counts_not_only_the_newest(lakeside, file, capsys):
    write(lakeside, 2)
    run(capsys, "anchor")
    cut(lakeside, after=1)
    write(lakeside, 2)
    run(capsys, "anchor")  # of the forged chain: its end agrees

    said, error = run(capsys, "verify")

    assert [line for line in said if "lakeside: event 3: is not the one" in line]
    assert error == "1 of the chains are not sound."


def test_clinic_that_is_gone_is_found(lakeside, file, capsys):
    run(capsys, "anchor")
    file.write_text(file.read_text().replace("lakeside", "seaside"))

    said, error = run(capsys, "verify")

    assert "seaside: was anchored, and there is no such clinic" in said
    assert error == "1 of the chains are not sound."


@pytest.mark.parametrize("line", ["{", "[]", '{"clinic": "lakeside"}', '{"sequence": "x"}'])
def test_damaged_anchors_are_said(lakeside, file, capsys, line):
    run(capsys, "anchor")
    file.write_text(f"{file.read_text()}{line}\n")

    assert run(capsys, "verify")[1] == (
        f"The anchors cannot be read: line 2 of {file} is no anchor."
    )


def test_missing_anchors_are_said(lakeside, file, capsys):
    said, error = run(capsys, "verify")
    named = run(capsys, "verify", "--anchors", str(file))

    assert said[0] == "No anchors: a chain that was cut and wound back would not show."
    assert error == ""
    assert named[1].startswith("The anchors cannot be read: ")


def test_check_is_an_event_unless_it_is_not_to_be(lakeside, file, capsys):
    run(capsys, "anchor")
    run(capsys, "verify", "--unrecorded")
    assert lakeside.audit_events.count() == 1

    run(capsys, "verify")

    newest = lakeside.audit_events.get(sequence=2)
    assert (newest.action, newest.details) == (
        "audit.verified",
        {"events": 1, "problems": 0, "anchors": 1},
    )
