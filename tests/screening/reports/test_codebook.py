"""The codebook as a PDF, read back."""

import io
from functools import cache

import pytest
from pypdf import PdfReader

from screening.presenters.codebooks import Edition, codebook
from screening.presenters.conditions import Sentence, read_condition
from screening.reports import codebook_pdf
from screening.reports.printable import KNOWN, printable
from screening.rules import parse_document
from tests.rules.small import choice, document, rule
from tests.screening.presenters.shipped import shipped

PUBLISHED = Edition(clinic="Lakeside", number=3, status="PUBLISHED", is_approved=True)
HOSTILE = (
    '#import "x": * $x$ *bold* _soft_ < ] } \\ #panic() <label> @cite = no heading `raw` // #{1}'
)


def pdf_of(read, language="en", edition=PUBLISHED, failing=()):
    return codebook_pdf(codebook(read, failing, edition, language=language))


def opened(pdf):
    return PdfReader(io.BytesIO(pdf), strict=True)


def words(pdf):
    """All that is printed, without blanks: lines are broken where there is one."""
    return bare(" ".join(page.extract_text() for page in opened(pdf).pages))


def bare(text):
    return "".join(text.split())


@cache
def shipped_words():
    return words(pdf_of(shipped()))


def statements(sentence: Sentence):
    yield sentence.text[:1].upper() + sentence.text[1:]
    for part in sentence.parts:
        yield from statements(part)


def test_every_rule_is_there_with_its_sentence_and_texts():
    said = shipped_words()

    for slug, one in shipped().rules.items():
        sentences = statements(read_condition(one.when, shipped()))
        texts = [slug, one.title["en"], one.rationale, *one.sources, *sentences]
        texts.append(shipped().patient_texts[one.patient_text]["en"])
        texts += [known.reason for known in one.never_asked]
        assert [text for text in texts if bare(text) not in said] == [], slug


def test_every_question_is_there_with_its_options_and_gates():
    said = shipped_words()

    for link_id, one in shipped().questions.items():
        texts = [link_id, one.text["en"], one.help.get("en", "")]
        texts += [option.label["en"] for option in one.options]
        for gate in filter(None, (one.enable_when, one.optional_when)):
            texts += statements(read_condition(gate, shipped()))
        assert [text for text in texts if bare(text) not in said] == [], link_id


def test_it_says_which_bytes_it_is_about():
    said = shipped_words()

    assert bare(f"SHA-256 {shipped().sha256}") in said
    assert bare("Version version 3") in said
    assert bare("48 questions, 80 rules, 180 example patients") in said
    assert bare("160 mmHg") in said
    assert bare("6 raise it, 0 leave it undetermined, 174 leave it clear") in said


def test_it_is_tagged_and_names_its_language():
    root = opened(pdf_of(parsed(), language="en")).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en"
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()


def test_same_book_gives_the_same_bytes():
    assert pdf_of(parsed()) == pdf_of(parsed())


def parsed(text="?", **more):
    danger = {"question": "danger", "equals": "yes"}
    it = rule("it", {"all": [danger, {"unanswered": "danger"}]}, title={"en": text})
    asked = choice("danger", text={"en": text, "es": "¿Está en peligro, señor Núñez?"})
    return parse_document(
        {**document([asked], [it]), "title": {"en": "Set", "es": "Serie"}, **more}
    )


def test_spanish_book_speaks_spanish_with_all_its_letters():
    said = words(pdf_of(parsed(), language="es"))

    for text in (
        "Libro de códigos: Serie",
        "¿Está en peligro, señor Núñez?",
        "Se cumplen todas estas:",
        "“¿Está en peligro, señor Núñez?” es “yes”",
        "He leído cada pregunta",
        "Profesión y número de licencia",
    ):
        assert bare(text) in said, text


def test_markup_in_a_text_is_printed_as_it_is_written():
    said = words(pdf_of(parsed(HOSTILE)))

    assert said.count(bare(HOSTILE)) == 4  # the question, the rule, and in two sentences


def test_character_that_no_font_has_is_printed_by_its_number():
    said = words(pdf_of(parsed("漢 \u202e \x07")))

    assert "[U+6F22][U+202E][U+0007]" in said


def test_every_character_taken_for_printable_is():
    every = sorted(KNOWN - {" "})
    book = codebook(parsed(), (), PUBLISHED, language="en")

    said = words(codebook_pdf({**book, "statement": " ".join(every)}))

    assert [one for one in every if bare(one) not in said] == []


def test_printable_keeps_the_shape():
    assert printable({"a": ["b\nc", ("é", None)], "d": 1}) == {"a": ["b c", ["é", None]], "d": 1}


@pytest.mark.parametrize(
    ("edition", "note"),
    [
        (Edition(number=1, status="DRAFT"), "This version is not approved."),
        (Edition(file="set.json"), "Made from a file"),
        (
            Edition(number=1, status="PUBLISHED", is_approved=True, exceptions=("Alone: why",)),
            "Alone: why",
        ),
    ],
)
def test_what_speaks_against_it_stands_on_the_first_page(edition, note):
    said = words(pdf_of(parsed(), edition=edition))

    assert bare(note) in said.partition("Contents")[0]
    assert bare("This version is not approved.") not in words(pdf_of(parsed()))


def test_cases_that_fail_are_named_and_not_counted():
    assert bare("do not come out as written: c-9") in words(pdf_of(parsed(), failing=["c-9"]))
