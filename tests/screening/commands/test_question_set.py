"""`manage.py question_set`."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from clinics.actions import create_clinic
from clinics.models import Clinic
from screening.models import QuestionSetVersion, VersionStatus, VersionStep
from screening.rules import parse_document
from screening.spelling import Format, write
from tests.rules.small import blood_pressure, document, rule
from tests.versions import never_raised, small

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


def test_publish_of_what_did_not_pass_exits_1_with_the_findings(tmp_path):
    clinic("north")
    file = tmp_path / "mistaken.json"
    file.write_text(json.dumps(never_raised()))
    out = io.StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("question_set", "load", str(file), "--publish", stdout=out)
    assert end.value.code == 1
    assert "rule-never-raised" in {remark["code"] for remark in json.loads(out.getvalue())}
    assert not QuestionSetVersion.objects.exists()


def run(*arguments):
    out = io.StringIO()
    call_command("question_set", *arguments, stdout=out)
    return out.getvalue()


def test_draft_is_published_by_its_number(tmp_path):
    clinic("north")
    file = tmp_path / "small.json"
    file.write_text(json.dumps(small()))
    load(file)
    printed = run("publish", "small", "--clinic", "north", "--number", "1")
    assert printed.startswith("north: small version 1, published, sha256 ")
    assert VersionStep.objects.get(kind="APPROVED").exception == "OPERATOR"
    with pytest.raises(CommandError, match="north has no version 2 of 'small'"):
        run("publish", "small", "--clinic", "north", "--number", "2")


def test_published_at_a_shell_it_asks_again_only_when_told_to(tmp_path):
    clinic("north")
    for number, asks in ((1, []), (2, ["--ask-again"])):
        file = tmp_path / "small.json"
        file.write_text(json.dumps(small(treatment={"en": f"The {number}"})))
        load(file)
        run("publish", "small", "--clinic", "north", "--number", str(number), *asks)

    steps = VersionStep.objects.filter(kind="PUBLISHED").order_by("pk")
    assert [bool(step.reason) for step in steps] == [False, True]
    asked = steps.last().version
    assert asked.question_set.asks_again_since == asked.published_at


@pytest.mark.parametrize("name", ["small.json", "small.yaml"])
def test_what_is_taken_out_is_brought_in_as_the_same_bytes(tmp_path, name):
    clinic("north"), clinic("south")
    first = tmp_path / "first.json"
    first.write_text(json.dumps(small()))
    load(first, "--clinic", "north", "--publish")
    file = tmp_path / name
    file.write_text(run("export", "small", "--clinic", "north", "--format", name.split(".")[1]))
    load(file, "--clinic", "south")
    assert len({version.sha256 for version in QuestionSetVersion.objects.all()}) == 1
    assert QuestionSetVersion.objects.count() == 2


def test_nothing_published_is_nothing_to_take_out():
    clinic("north")
    with pytest.raises(CommandError, match="north has no published version of 'small'"):
        run("export", "small", "--clinic", "north")


def test_yaml_is_checked_too(tmp_path):
    file = tmp_path / "small.yaml"
    file.write_text(write(small(), Format.YAML))
    found, code = check(file)
    assert (code, {remark["code"] for remark in found}) == (0, {"case-missing"})
    file.write_text("a: [")
    (found,), code = check(file)
    assert (found["code"], code) == ("yaml", 1)


def test_difference_is_told_in_words_and_with_a_patient(tmp_path):
    before, after = tmp_path / "before.json", tmp_path / "after.yaml"
    before.write_text(json.dumps(small()))
    other = {"question": "danger", "equals": "no"}
    after.write_text(write(small(when=other), Format.YAML))
    said = json.loads(run("diff", str(before), str(after)))
    (change,) = said["changes"]
    assert (change["in"], change["key"], change["what"]) == ("Rules", "it", "condition")
    assert (change["before"], change["after"]) == ("“?” is “yes”", "“?” is “no”")
    assert said["cases"] == []
    (effect,) = said["effects"]
    assert (effect["rule"], effect["verdict"]) == ("it", "differs")
    assert effect["example"]["answers"] in ({"danger": "yes"}, {"danger": "no"})


def test_difference_of_one_document_to_itself_is_none(tmp_path):
    file = tmp_path / "small.json"
    file.write_text(json.dumps(small()))
    said = json.loads(run("diff", str(file), str(file)))
    assert (said["changes"], said["cases"], said["effects"]) == ([], [], [])
    assert said["before"] == said["after"]


def test_difference_needs_documents_that_can_be_read(tmp_path):
    file = tmp_path / "small.json"
    file.write_text(json.dumps(small(rules=[])))
    with pytest.raises(CommandError, match="rules: must be a list that is not empty"):
        run("diff", str(file), str(file))


def test_candidates_for_cases_stand_around_each_limit(tmp_path):
    file = tmp_path / "limited.json"
    high = {"question": "bp.systolic", "at_least": {"parameter": "limit"}}
    file.write_text(json.dumps(document([blood_pressure()], [rule("high", high)])))
    cases = json.loads(run("cases", str(file)))
    assert [(case["id"], case["raised"]) for case in cases] == [
        ("candidate-bp-systolic-139", []),
        ("candidate-bp-systolic-140", ["high"]),
        ("candidate-bp-systolic-141", ["high"]),
    ]
