"""The codebook of a version, taken away by administrators."""

import io

from pypdf import PdfReader

from clinics.models import AuditEvent
from tests.staff_pages import read
from tests.versions import draft_of, save, small

BOOK = "/question-sets/small/versions/1/codebook/"
TITLES = {"en": "Small", "es": "Pequeño"}


def words(answer):
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_version_page_offers_a_book_in_each_language(lakeside, dana, admin):
    draft_of(lakeside, dana, small(title=TITLES))

    page = admin.get("/question-sets/small/versions/1/").content.decode()

    assert f'href="{BOOK}?language=en"' in page
    assert f'href="{BOOK}?language=es"' in page


def test_book_is_a_file_in_the_language_asked_for(lakeside, dana, admin):
    version = draft_of(lakeside, dana, small(title=TITLES))

    answer = admin.get(f"{BOOK}?language=es")

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="codebook-small-1-es.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert "Libro de códigos: Pequeño" in words(answer)
    assert "Esta versión no está aprobada." in words(answer)
    assert version.sha256 in words(answer)


def test_taking_it_is_on_record(lakeside, dana, admin):
    version = draft_of(lakeside, dana, small())

    admin.get(BOOK)

    event = AuditEvent.objects.order_by("pk").last()
    assert (event.action, event.actor) == ("question_set.exported", dana)
    assert event.object_id == str(version.pk)
    assert event.details == {"sha256": version.sha256, "format": "codebook", "language": "en"}


def test_language_that_the_set_is_not_in_is_not_there(lakeside, dana, admin):
    draft_of(lakeside, dana, small())

    assert admin.get(f"{BOOK}?language=es").status_code == 404


def test_unfinished_draft_says_what_is_wrong(lakeside, dana, admin):
    save(draft_of(lakeside, dana, small()), small(rules=[]), dana)

    assert "This draft is unfinished" in read(admin.get(BOOK))


def test_clinician_and_outsider_do_not_get_it(lakeside, dana, alice, charlie, signed_in):
    draft_of(lakeside, dana, small())

    assert signed_in(alice).get(BOOK).status_code == 403
    assert signed_in(charlie).get(BOOK).status_code == 404
