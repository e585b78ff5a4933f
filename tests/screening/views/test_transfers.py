"""A question set as a file: out of a version's page, and into a draft."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from clinics.models import AuditEvent
from screening.models import QuestionSetVersion
from screening.rules import canonical
from screening.spelling import Format, read, write
from tests.staff_pages import between, problems
from tests.staff_pages import read as words_of
from tests.versions import changed, draft_of, small

VERSION = "/question-sets/small/versions/1/"
IMPORT = f"{VERSION}edit/import/"


@pytest.fixture
def draft(lakeside, dana):
    return draft_of(lakeside, dana, small())


def stored():
    return QuestionSetVersion.objects.get(number=1)


def bring(admin, content, name="set.json"):
    seen = admin.get(IMPORT).context["form"].initial["seen_revision"]
    content = content if isinstance(content, bytes) else content.encode()
    return admin.post(IMPORT, {"seen_revision": seen, "file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize("form", [*Format], ids=lambda form: form.value)
def test_document_leaves_without_loss_and_on_record(admin, draft, form):
    assert "JSON, YAML" in between(admin.get(VERSION), "Take it away:", "See what")

    file = admin.get(f"{VERSION}export/{form.value}/")

    assert canonical(read(file.content.decode(), form)) == draft.document.encode()
    assert file.headers["Cache-Control"] == "no-store"
    assert file.headers["Content-Disposition"] == f'attachment; filename="small-1.{form.value}"'
    event = AuditEvent.objects.get(action="question_set.exported")
    assert event.details["format"] == form.value
    assert event.details["sha256"] == draft.sha256


@pytest.mark.parametrize("form", [*Format], ids=lambda form: form.value)
def test_file_takes_the_place_of_the_draft(admin, draft, form):
    answer = bring(admin, write(changed(), form), f"set.{form.value}")

    assert answer.url == VERSION
    assert stored().document == canonical(changed()).decode()
    assert stored().revision == 1


def test_what_was_taken_away_comes_back_to_the_byte(admin, draft):
    file = admin.get(f"{VERSION}export/yaml/").content

    bring(admin, file, "set.yaml")

    assert (stored().sha256, stored().revision) == (draft.sha256, 0)


def test_every_mistake_is_named_with_its_path(admin, draft):
    data = changed()
    data["rules"][0]["severity"] = "grave"
    data["extra"] = 1

    answer = bring(admin, json.dumps(data))

    assert answer.status_code == 422
    assert problems(answer) == ["This is no sound question set: 2 things are wrong."]
    said = words_of(answer)
    assert "extra: unknown key" in said
    assert "rules[0].severity: must be one of urgent, contraindication, caution" in said
    assert stored().sha256 == draft.sha256


DEEP = "[" * 100_000 + "]" * 100_000
CASE = (
    '{"id":"c","today":"2026-11-21","level":"none","raised":[],"undetermined":[],'
    '"unknown_questions":[],"answers":{"danger":%s}}'
)


@pytest.mark.parametrize(
    ("content", "name", "problem"),
    [
        ("", "set.json", "The file is empty."),
        (b"\xff\xfe\x00", "set.json", "The file is no text in UTF-8."),
        ('{"slug": 1, "slug": 2}', "set.json", "the key 'slug' stands here twice"),
        ("a: &x [1]\nb: *x\n", "set.yaml", "line 2: a reference (*x) is not taken"),
        ("!!python/object/apply:os.system [ls]", "set.yaml", "The file cannot be read: "),
        (DEEP, "set.json", "The file cannot be read: "),
        (DEEP[:2000], "set.yaml", "nested deeper than 200"),
        ("[]", "set.json", "This is no sound question set: "),
        ("null", "set.json", "This is no sound question set: "),
        (" " * 2_000_001, "set.json", "larger than any honest question set"),
        (
            json.dumps(small("other")),
            "set.json",
            "of the set 'other', and this draft is of 'small'",
        ),
    ],
    ids=[
        "empty",
        "bytes",
        "twice",
        "reference",
        "object",
        "deep",
        "deep-yaml",
        "list",
        "null",
        "large",
        "other-set",
    ],
)
def test_hostile_file_gets_a_plain_answer(admin, draft, content, name, problem):
    answer = bring(admin, content, name)

    assert answer.status_code == 422
    (said,) = problems(answer)
    assert problem in said
    assert stored().sha256 == draft.sha256


@pytest.mark.parametrize("deep", [100, 400, 900])
def test_deep_answer_of_a_case_never_breaks_the_page(admin, draft, deep):
    case = CASE % ("[" * deep + "]" * deep)
    text = json.dumps(small())[:-1] + f', "cases": [{case}]}}'

    answer = bring(admin, text)

    assert answer.status_code in (302, 422)
    assert stored().sha256 == draft.sha256 or json.loads(stored().document)["cases"]


def test_late_file_changes_nothing(admin, draft):
    bring(admin, json.dumps(changed("First")))
    file = SimpleUploadedFile("set.json", json.dumps(changed("Second")).encode())

    late = admin.post(IMPORT, {"seen_revision": 0, "file": file})

    assert late.url == IMPORT
    assert "Somebody saved this draft meanwhile." in words_of(admin.get(IMPORT))
    assert json.loads(stored().document)["treatment"] == {"en": "First"}
