"""`manage.py screen`, as a script would use it."""

import io
import json
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from screening.actions import headless
from tests.intakes import bring_in

SHIPPED = Path(__file__).parents[3] / "fixtures/question_sets/ketamine-pre-treatment.json"
DOCUMENT = json.loads(SHIPPED.read_text())
CASES = DOCUMENT["cases"]
SLUG = DOCUMENT["slug"]

pytestmark = pytest.mark.django_db


class Terminal:
    """Runs the command with a text on its standard input."""

    def __init__(self, monkeypatch):
        self.monkeypatch = monkeypatch

    def screen(self, given, *options, question_set=SLUG, today="2026-11-21"):
        raw = given if isinstance(given, bytes) else given.encode()
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        out, err = io.StringIO(), io.StringIO()
        named = ["--question-set", question_set, "--today", today]
        try:
            call_command("screen", *named, *options, stdout=out, stderr=err)
        finally:
            self.printed, self.warned = out.getvalue(), err.getvalue()
        return self.printed


@pytest.fixture
def terminal(monkeypatch):
    return Terminal(monkeypatch)


def test_one_object_gives_one(terminal):
    printed = json.loads(terminal.screen(json.dumps(CASES[1]["answers"])))
    assert printed.keys() == {
        "level",
        "raised",
        "undetermined",
        "unknown_questions",
        "asked",
        "document",
    }
    assert printed["level"] == "contraindication"
    assert [raised["rule"] for raised in printed["raised"]] == CASES[1]["raised"]
    assert printed["raised"][0]["evidence"][0]["answer"] == "missed_doses"


def test_a_list_gives_a_list_with_every_case_exact(terminal):
    printed = json.loads(terminal.screen(json.dumps([case["answers"] for case in CASES])))
    found = [
        {
            "level": each["level"],
            "raised": [finding["rule"] for finding in each["raised"]],
            "undetermined": [finding["rule"] for finding in each["undetermined"]],
            "unknown_questions": each["unknown_questions"],
        }
        for each in printed
    ]
    assert found == [{key: case[key] for key in found[0]} for case in CASES]


def test_lines_give_lines(terminal):
    lines = "\n".join(json.dumps(case["answers"]) for case in CASES[:3]) + "\n\n"
    printed = terminal.screen(lines, "--lines").splitlines()
    assert [json.loads(line)["level"] for line in printed] == [case["level"] for case in CASES[:3]]


def test_the_shipped_file_answers_to_its_name(terminal):
    by_file = terminal.screen("{}", question_set="ketamine-pre-treatment")
    assert by_file == terminal.screen("{}")
    assert json.loads(by_file)["level"] == "urgent"


def test_an_undetermined_rule_names_what_would_settle_it(terminal):
    answers = {**CASES[0]["answers"], "vascular_history": ["not_sure"]}
    printed = json.loads(terminal.screen(json.dumps(answers)))
    assert printed["undetermined"][0] == {
        "rule": "aneurysmal-vascular-disease",
        "severity": "contraindication",
        "missing": ["vascular_history"],
    }


@pytest.mark.parametrize(
    ("given", "options", "message"),
    [
        ("[{}, 5]", [], "object 2: must be an object of answers by link id"),
        ("{}\n[]", ["--lines"], "line 2: must be an object of answers by link id"),
        ("{}\n{", ["--lines"], "line 2: Expecting property name"),
        ('{"a": NaN}', [], "NaN is not JSON"),
        ('{"a": 1, "a": 2}', [], "key 'a' stands twice in one object"),
        ("", [], "Expecting value"),
        ("[" * 100_000, [], "nested too deeply"),
        (b"\xff{}", [], "not UTF-8 at byte 0"),
        ('{"a": ' + "9" * 5000 + "}", [], "Exceeds the limit"),
        ('{"a": -1e400}', [], "the number -1e400 is too large"),
    ],
)
def test_bad_input_is_named_and_nothing_is_printed(terminal, given, options, message):
    with pytest.raises(CommandError, match=message) as caught:
        terminal.screen(given, *options)
    assert caught.value.returncode == 2
    assert "\n" not in str(caught.value)
    assert terminal.printed == ""


def test_a_number_of_a_thousand_digits_is_an_implausible_reading(terminal):
    huge = {"systolic": 10**1000, "diastolic": 76.5, "method": "arm_cuff"}
    printed = json.loads(
        terminal.screen(json.dumps({**CASES[0]["answers"], "blood_pressure": huge}))
    )
    assert "implausible-blood-pressure" in [one["rule"] for one in printed["raised"]]
    assert "severe-blood-pressure" in [one["rule"] for one in printed["undetermined"]]


def test_an_unknown_question_set_is_refused(terminal):
    with pytest.raises(CommandError, match="no published question set 'nope'") as caught:
        terminal.screen("{}", question_set="nope")
    assert caught.value.returncode == 2


def test_an_answer_to_no_question_is_said_and_ignored(terminal):
    terminal.screen('{"heart": "no"}')
    assert terminal.warned == (
        "object 1: ignored, there is no question 'heart'\n"
        f"question set {SLUG!r} as shipped with the program: no clinic publishes it\n"
    )
    assert json.loads(terminal.printed)["level"] == "urgent"


def own_version(clinic, title="Ours"):
    data = DOCUMENT | {"title": {"en": title, "es": title}}
    return bring_in(clinic, data)


@pytest.mark.parametrize("name", [SLUG, SHIPPED.stem])
def test_clinics_own_published_version_comes_before_the_shipped_one(terminal, lakeside, name):
    own = own_version(lakeside)

    printed = json.loads(terminal.screen("{}", question_set=name))

    assert printed["document"] == own.sha256
    assert terminal.warned == f"question set {SLUG!r} as published at lakeside\n"


def test_clinics_that_differ_are_asked_about(terminal, lakeside, harbor):
    own_version(lakeside)
    own_version(harbor, "Theirs")

    with pytest.raises(CommandError, match="differs between the clinics harbor, lakeside"):
        terminal.screen("{}", question_set=SHIPPED.stem)

    chosen = json.loads(terminal.screen("{}", "--clinic", "harbor", question_set=SHIPPED.stem))
    assert chosen["level"] == "urgent"
    assert terminal.warned == f"question set {SLUG!r} as published at harbor\n"


def test_without_a_database_the_shipped_document_is_used_and_said(terminal, monkeypatch):
    def broken(*args):
        raise OperationalError("no such table")

    monkeypatch.setattr(headless, "_published", broken)

    assert json.loads(terminal.screen("{}", question_set=SHIPPED.stem))["level"] == "urgent"
    said = f"question set {SLUG!r} as shipped with the program: there is no database\n"
    assert terminal.warned == said
    with pytest.raises(CommandError, match="the database with clinic 'harbor' is not there"):
        terminal.screen("{}", "--clinic", "harbor")
