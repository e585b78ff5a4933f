"""`manage.py question_set codebook`."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from tests.versions import draft_of, small

pytestmark = pytest.mark.django_db


@pytest.fixture
def printed(capfdbinary):
    def run(*arguments):
        call_command("question_set", "codebook", *arguments)
        pages = PdfReader(io.BytesIO(capfdbinary.readouterr().out)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())

    return run


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "small.json"
    file.write_text(json.dumps(small(title={"en": "Small", "es": "Pequeño"})))
    return file


def test_file_becomes_a_book_in_the_language_asked_for(printed, file):
    assert "Libro de códigos: Pequeño" in printed(str(file), "--language", "es")
    assert "file small.json" in printed(str(file))


def test_version_of_the_only_clinic_becomes_a_book(printed, lakeside, dana):
    version = draft_of(lakeside, dana, small())

    said = printed("small", "--number", "1")

    assert "Lakeside Ketamine Clinic" in said
    assert version.sha256 in said


def test_among_several_clinics_one_is_named(printed, lakeside, harbor, dana):
    draft_of(lakeside, dana, small())

    with pytest.raises(CommandError, match="several clinics"):
        printed("small", "--number", "1")
    assert "Lakeside" in printed("small", "--number", "1", "--clinic", "lakeside")


def test_other_language_is_refused(printed, file):
    with pytest.raises(CommandError, match="The set is in en, es, not in fr"):
        printed(str(file), "--language", "fr")
