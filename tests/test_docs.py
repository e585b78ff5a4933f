"""Holds the documents to the program: examples run, links lead somewhere, commands exist."""

import ast
import copy
import io
import json
import re
import shlex
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.management import call_command, get_commands, load_command_class

from clinics.actions import create_clinic
from screening.actions.engines import compile_with_medicines
from screening.presenters.audit_words import WORDS
from screening.rules import DocumentError, failing_cases, parse_document
from tests.markdown import (
    ROOT,
    anchors,
    blocks,
    documents,
    headings,
    links,
    named_in_code,
    shell_lines,
    table,
)

QUESTION_SETS = ROOT / "docs/question-set-format.md"
SHIPPED = ROOT / "fixtures/question_sets/ketamine-pre-treatment.json"
TODAY = date(2026, 11, 21)
TREE = {path.name for path in ROOT.iterdir() if path.is_dir()} - {"data", "staticfiles"}
ADRS = sorted((ROOT / "docs/adr").glob("[0-9]*.md"))


def example():
    (text,) = blocks(QUESTION_SETS, "json document")
    return json.loads(text)


# The examples of docs/question-set-format.md


def test_example_document_is_sound_and_its_cases_hold():
    document = parse_document(example())

    assert len(document.cases) == 2
    assert failing_cases(compile_with_medicines(document)) == ()


@pytest.mark.parametrize(
    ("condition", "answers", "truth"), table(QUESTION_SETS, "condition", "answers", "truth")
)
def test_example_condition_is_as_true_as_it_says(condition, answers, truth):
    data = example()
    data["rules"].append({**data["rules"][0], "slug": "it", "when": json.loads(condition)})
    engine = compile_with_medicines(parse_document(data))

    assert engine.truths(json.loads(answers), TODAY)["it"].name == truth


@pytest.mark.parametrize(("change", "message"), table(QUESTION_SETS, "change", "what is printed"))
def test_example_mistake_is_named_as_it_says(change, message):
    path, _, value = change.partition(" = ")
    with pytest.raises(DocumentError) as refused:
        parse_document(planted(example(), path, json.loads(value)))

    assert [str(problem) for problem in refused.value.problems] == [message]


def planted(data, path, value):
    """The document with one value set, at a path as in `rules[0].when`."""
    changed = copy.deepcopy(data)
    target = changed
    *steps, last = [int(step) if step.isdecimal() else step for step in re.findall(r"\w+", path)]
    for step in steps:
        target = target[step]
    target[last] = value
    return changed


def test_every_key_of_the_shipped_document_is_explained():
    explained = set(named_in_code(QUESTION_SETS))

    assert keys_of(json.loads(SHIPPED.read_text())) - explained == set()


def keys_of(document):
    questions = [each for section in document["sections"] for each in section["questions"]]
    options = [option for question in questions for option in question.get("options", ())]
    parts = [document, *document["sections"], *questions, *options]
    parts += [*document["rules"], *document["cases"], *document["parameters"].values()]
    return {key for part in parts for key in part}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("README.md", "({unverified} of {rules} rules)"),
        ("docs/clinical-safety.md", "({unverified} of {rules})"),
        ("docs/sources.md", "{unverified} of the {rules} rules"),
        (
            "fixtures/README.md",
            "{sections} sections, {questions} questions, {rules} rules, {parameters} parameters,"
            " {patient_texts} patient texts, {cases} cases",
        ),
    ],
)
def test_size_of_the_shipped_set_is_told_as_it_is(name, words):
    document = json.loads(SHIPPED.read_text())
    sizes = {key: len(part) for key, part in document.items() if isinstance(part, (list, dict))}
    sizes["questions"] = sum(len(section["questions"]) for section in document["sections"])
    sizes["unverified"] = sum(rule.get("verify", False) for rule in document["rules"])

    assert words.format(**sizes) in (ROOT / name).read_text()


def test_sources_name_rules_that_exist():
    rules = {rule["slug"] for rule in json.loads(SHIPPED.read_text())["rules"]}
    named = {
        name
        for name in named_in_code(ROOT / "docs/sources.md")
        if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", name)
    }

    assert named
    assert named - rules == set()


def test_every_kind_of_event_is_told():
    named = named_in_code(ROOT / "docs/audit.md")
    told = {name.partition(".")[0] for name in named if re.fullmatch(r"[a-z_]+\.[a-z_*]+", name)}

    assert {name.partition(".")[0] for name in WORDS} - told == set()


# Links, files and tests


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path):
    broken = []
    for _text, target in links(path):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = path if not file else (path.parent / file).resolve()
        if not there.exists() or (anchor and anchor not in anchors(there)):
            broken.append(target)

    assert broken == []


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_files_that_are_named_exist(path):
    paths = [name for name in named_in_code(path) if re.fullmatch(r"[\w.*-]+(/[\w.*-]+)*/?", name)]
    inside = [name for name in paths if "/" in name and name.partition("/")[0] in TREE]

    assert [name for name in inside if not any(ROOT.glob(name.rstrip("/")))] == []


def test_tests_that_are_named_exist():
    named = [
        (text.strip("`"), (path.parent / target).resolve())
        for path in documents()
        for text, target in links(path)
        if "tests/" in target and text.strip("`").startswith("test_")
    ]

    assert named
    assert [name for name, file in named if name not in functions(file)] == []


def functions(file):
    tree = ast.parse(file.read_text())
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)} | {file.name}


@pytest.mark.parametrize("path", ADRS, ids=lambda path: path.stem)
def test_decision_records_have_their_four_headings(path):
    assert headings(path)[1:] == [
        "Context",
        "Decision",
        "Consequences",
        "What was weighed and left",
    ]
    assert len(path.read_text().splitlines()) <= 50


def test_every_decision_record_is_listed_in_its_order_by_its_title():
    titles = [headings(path)[0].split(": ", 1) for path in ADRS]

    assert table(ROOT / "docs/adr/README.md", "number", "title") == [
        [f"[{number}]({path.name})", title]
        for (number, title), path in zip(titles, ADRS, strict=True)
    ]


def test_every_document_can_be_reached_from_the_readme():
    reached, ahead = set(), {ROOT / "README.md"}
    while ahead:
        path = ahead.pop()
        reached.add(path)
        targets = {(path.parent / target.partition("#")[0]).resolve() for _, target in links(path)}
        ahead |= {target for target in targets if target.suffix == ".md"} - reached

    assert set(documents()) - reached == set()


# Commands


def test_scripts_that_are_named_exist():
    texts = "".join(path.read_text() for path in documents())
    named = set(re.findall(r"\bscript/([a-z-]+)", texts))

    assert {"server", "test"} <= named
    assert [name for name in named if not (ROOT / "script" / name).exists()] == []


def test_commands_that_are_named_exist():
    texts = "".join(path.read_text() for path in documents())
    named = set(re.findall(r"manage\.py ([a-z_]+)", texts))

    assert {"screen", "medicine", "question_set"} <= named
    assert named - get_commands().keys() == set()


def test_commands_take_the_options_that_are_shown():
    shown = [line for _path, line in shell_lines() if "manage.py" in line]

    assert shown
    for line in shown:
        name, *given = arguments(line)
        parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
        parser.parse_args(given)


def arguments(line):
    """What follows manage.py, up to a pipe or a redirection."""
    words = shlex.split(line.partition("manage.py ")[2])
    ends = [place for place, word in enumerate(words) if word in ("|", "<", ">", "&&", "\\")]
    return words[: ends[0]] if ends else words


@pytest.mark.django_db
def test_readme_shows_what_is_printed(monkeypatch, lakeside_as_in_the_demo):
    sessions = [text for text in blocks(ROOT / "README.md", "console") if "manage.py" in text]

    assert sessions
    for line, expected in (part for text in sessions for part in commands(text)):
        printed = run(line, monkeypatch)
        for piece in filter(None, map(str.strip, expected.split("..."))):
            assert piece in printed, line
            printed = printed.partition(piece)[2]


@pytest.fixture
def lakeside_as_in_the_demo():
    create_clinic(
        slug="lakeside", name="Lakeside", phone="+1 555 0100", on_call_email="oncall@demo.example"
    )
    call_command("question_set", "load", SHIPPED, publish=True, stdout=io.StringIO())


def commands(text):
    """Each command with the lines below it, joined: long output is wrapped in the document."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        line, _, printed = part.partition("\n")
        yield line, " ".join(printed.split())


def run(line, monkeypatch):
    name, *given = arguments(line)
    typed, _, file = line.partition(" < ")
    text = (ROOT / file).read_bytes() if file else b""
    if typed.startswith("echo "):
        text = shlex.split(typed)[1].encode()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(text)))
    printed = io.StringIO()
    call_command(name, *given, stdout=printed)
    return " ".join(printed.getvalue().split())
