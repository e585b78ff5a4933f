"""A version as patients see it, before any of them does."""

import pytest

from clinics.models import AuditEvent
from screening.models import Flag, Intake, SentPage
from tests.rules.small import choice, document, question, rule
from tests.staff_pages import read
from tests.versions import draft_of, save, small

PREVIEW = "/question-sets/small/versions/1/preview/"
ES = {"danger": "¿Está en peligro?", "more": "¿Desde cuándo?"}


@pytest.fixture
def draft(lakeside, dana):
    """Two languages, a follow-up, a birth date and an urgent rule."""
    danger = choice("danger")
    more = choice("more", enable_when={"question": "danger", "equals": "yes"})
    for one in (danger, more):
        one["text"] = {"en": f"{one['link_id'].capitalize()}?", "es": ES[one["link_id"]]}
    urgent = rule("now", {"question": "danger", "equals": "yes"}, "urgent", patient_text="crisis")
    texts = {"review": {"en": "Thanks."}, "crisis": {"en": "Call {phone} now."}}
    data = document([question("date_of_birth", "date"), danger, more], [urgent])
    data |= {"slug": "small", "patient_texts": texts, "title": {"en": "Small", "es": "Pequeño"}}
    return draft_of(lakeside, dana, data)


def begin(admin, language="en", **more):
    born = {"born_day": "2", "born_month": "1", "born_year": "1980"}
    return admin.post(PREVIEW, {"language": language, **born, **more}, follow=True)


def answer(admin, link_id, value):
    return admin.post(f"{PREVIEW}question/{link_id}/", {"answer": value}, follow=True)


def at(page):
    return page.request["PATH_INFO"].removeprefix(PREVIEW)


def test_patients_page_is_shown_and_marked(admin, draft, lakeside):
    page = begin(admin)

    assert at(page) == "question/danger/"
    text = page.content.decode()
    assert "Preview of version 1: nothing that you answer is saved." in text
    assert 'class="patient"' in text
    assert "Question 1 of about 1" in read(page)
    assert "/intake/" not in text


def test_answers_lead_on_as_they_lead_a_patient(admin, draft):
    begin(admin)

    help_page = answer(admin, "danger", "yes")
    assert (at(help_page), "Call 555-010-0100 now." in read(help_page)) == ("crisis/", True)
    assert f'href="{PREVIEW}question/more/"' in help_page.content.decode()

    end = answer(admin, "more", "no")
    assert at(end) == "end/"
    assert "Urgent Raised: now" in read(end)
    assert "Danger? yes More? no" in read(end)

    assert at(answer(admin, "danger", "no")) == "end/"
    assert "More?" not in read(admin.get(f"{PREVIEW}end/"))
    assert at(admin.get(f"{PREVIEW}question/more/", follow=True)) == "end/"


def test_page_left_blank_says_what_is_wrong(admin, draft):
    begin(admin)
    page = admin.post(f"{PREVIEW}question/danger/", {})
    assert page.status_code == 422
    assert "There is a problem" in read(page)


def test_page_that_is_still_to_be_sent_is_unknown_and_no_silence(admin, lakeside, dana):
    """As of an intake under way: only a page that was sent can be silent."""
    silent = rule("it", {"unanswered": "danger"}, "contraindication")
    draft_of(lakeside, dana, {**document([choice("danger")], [silent]), "slug": "small"})
    begin(admin)

    said = read(admin.get(f"{PREVIEW}end/"))
    assert "Some pages are not answered yet; they count as unknown." in said
    assert "Cannot be ruled out: it" in said
    assert "Raised: it" not in said

    answer(admin, "danger", "not_sure")
    assert "Raised: it" in read(admin.get(f"{PREVIEW}end/"))


def test_language_can_be_chosen_and_changed(admin, draft):
    assert "¿Está en peligro?" in read(begin(admin, language="es"))
    page = admin.post(f"{PREVIEW}language/", {"language": "en"}, follow=True)
    assert "Danger?" in read(page)
    again = admin.post(f"{PREVIEW}language/", {"language": "xx"}, follow=True)
    assert "Danger?" in read(again)


def test_preview_stores_nothing_about_anybody(admin, draft):
    before = AuditEvent.objects.count()
    begin(admin)
    answer(admin, "danger", "yes")
    answer(admin, "more", "yes")

    assert [one.objects.count() for one in (Intake, SentPage, Flag)] == [0, 0, 0]
    assert AuditEvent.objects.count() == before


def test_begin_needs_a_date_of_birth_and_a_language_that_there_is(admin, draft):
    assert admin.post(PREVIEW, {"language": "en"}).status_code == 422
    assert begin(admin, language="xx").status_code == 422


def test_page_without_a_preview_under_way_leads_to_its_beginning(admin, draft, lakeside, dana):
    assert at(admin.get(f"{PREVIEW}end/", follow=True)) == ""
    begin(admin)
    save(draft, small(), dana)
    assert at(admin.get(f"{PREVIEW}end/", follow=True)) == ""
    assert at(admin.post(PREVIEW, {"language": "en"}, follow=True)) == "question/danger/"


def test_unfinished_draft_has_no_preview_yet(admin, draft, dana):
    save(draft, small(rules=[]), dana)
    assert "no pages to preview before it is put right" in read(admin.get(PREVIEW, follow=True))


def test_clinician_sees_no_preview(signed_in, alice, draft):
    assert signed_in(alice).get(PREVIEW).status_code == 403
