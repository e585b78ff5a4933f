"""`manage.py question_set load` and `check`."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from clinics.actions import create_clinic
from clinics.models import Clinic
from screening.models import QuestionSetVersion, VersionStatus
from screening.rules import parse_document

SHIPPED = Path(__file__).parents[3] / "fixtures/question_sets/ketamine-pre-treatment.json"

pytestmark = pytest.mark.django_db


def load(file, *options):
    out = io.StringIO()
    call_command("question_set", "load", str(file), *options, stdout=out)
    return out.getvalue()


def clinic(slug):
    return create_clinic(
        slug=slug, name=slug, phone="555-010-0199", on_call_email="on@call.example"
    )


def changed(tmp_path, **changes):
    file = tmp_path / "changed.json"
    file.write_text(json.dumps({**json.loads(SHIPPED.read_text()), **changes}))
    return file


def test_a_document_becomes_a_draft_of_every_clinic():
    clinic("north"), clinic("south")
    printed = load(SHIPPED)
    sha256 = parse_document(json.loads(SHIPPED.read_text())).sha256
    assert printed.splitlines() == [
        f"{slug}: ketamine-pre-treatment-screening version 1, draft, sha256 {sha256}"
        for slug in ("north", "south")
    ]
    assert {version.status for version in QuestionSetVersion.objects.all()} == {"DRAFT"}


def test_it_can_be_published_at_once_for_one_clinic():
    clinic("north"), clinic("south")
    load(SHIPPED, "--clinic", "south", "--publish")
    version = QuestionSetVersion.objects.get()
    assert (version.clinic.slug, version.status) == ("south", VersionStatus.PUBLISHED)


def test_loading_again_changes_nothing():
    clinic("north")
    load(SHIPPED, "--publish")
    assert "version 1, published" in load(SHIPPED)
    assert QuestionSetVersion.objects.count() == 1


def test_a_newer_document_retires_the_older(tmp_path):
    clinic("north")
    load(SHIPPED, "--publish")
    load(changed(tmp_path, treatment={"en": "Ketamine", "es": "Ketamina"}), "--publish")
    versions = QuestionSetVersion.objects.order_by("number")
    assert [version.status for version in versions] == ["RETIRED", "PUBLISHED"]


def test_every_problem_of_a_document_is_said_and_nothing_is_loaded(tmp_path):
    clinic("north")
    with pytest.raises(CommandError) as caught:
        load(changed(tmp_path, colour="blue", language="xx"))
    assert "colour: unknown key" in str(caught.value)
    assert "title: the text in 'xx' is missing" in str(caught.value)
    assert not QuestionSetVersion.objects.exists()


def test_a_case_that_fails_is_named(tmp_path):
    clinic("north")
    case = {**json.loads(SHIPPED.read_text())["cases"][0], "level": "urgent"}
    with pytest.raises(CommandError, match="case 'v-01', level: expected urgent, found none"):
        load(changed(tmp_path, cases=[case]))


@pytest.mark.parametrize("content", ["", "{", "[" * 100_000, "\udcff"])
def test_a_file_that_is_no_json_is_refused(tmp_path, content):
    clinic("north")
    file = tmp_path / "broken.json"
    file.write_text(content, errors="surrogateescape")
    with pytest.raises(CommandError, match=r"broken\.json: "):
        load(file)


def test_a_clinic_that_is_not_there_is_named():
    with pytest.raises(CommandError, match="There is no clinic yet"):
        load(SHIPPED)
    clinic("north")
    with pytest.raises(CommandError, match=r"There is no clinic east\."):
        load(SHIPPED, "--clinic", "east")
    assert Clinic.objects.count() == 1


def check(file, *options):
    """What was printed, and the exit code."""
    out = io.StringIO()
    try:
        call_command("question_set", "check", str(file), *options, stdout=out)
    except SystemExit as end:
        return json.loads(out.getvalue()), end.code
    return json.loads(out.getvalue()), 0


def test_a_sound_document_checks_with_remarks_only():
    found, code = check(SHIPPED)
    assert code == 0
    assert {remark["severity"] for remark in found} == {"warning", "information"}
    blank = next(remark for remark in found if remark["code"] == "optional-blank-clears")
    assert blank["path"] == "rules[9].when"
    assert "medicine_allergies" not in blank["example"]["answers"]


def test_a_document_with_errors_exits_1(tmp_path):
    found, code = check(changed(tmp_path, title={"en": "A", "es": "B", "fr": "C"}))
    assert code == 1
    assert found[0] == {
        "severity": "error",
        "code": "text-missing",
        "path": "treatment",
        "message": "the text of the treatment is missing in 'fr'",
        "example": None,
    }


def test_a_document_that_cannot_be_parsed_gives_findings_too(tmp_path):
    assert check(changed(tmp_path, rules=[], cases=[], colour="blue")) == (
        [
            problem("colour", "unknown key"),
            problem("rules", "must be a list that is not empty"),
        ],
        1,
    )


def test_a_file_that_is_no_json_gives_a_finding_too(tmp_path):
    file = tmp_path / "cut.json"
    file.write_text(SHIPPED.read_text()[:-5])
    (found,), code = check(file)
    assert (found["code"], found["path"], code) == ("json", "document", 1)


def problem(path, message):
    return {
        "severity": "error",
        "code": "schema",
        "path": path,
        "message": message,
        "example": None,
    }


def test_no_time_to_check_is_an_error():
    found, code = check(SHIPPED, "--seconds", "0")
    assert code == 1
    assert "not-proved" in {remark["code"] for remark in found}


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"nothing\.json"):
        check(tmp_path / "nothing.json")
