"""A version that asks again is published while somebody is answering: what each page then shows."""

import re

import pytest

from screening import actions
from tests.browsing import Phone, question
from tests.intakes import bring_in
from tests.rules.small import choice, document, rule
from tests.staff_pages import between, read
from tests.versions import approved

NEWS = "The questions were improved after you began"
DANGER = {"question": "danger", "equals": "yes"}
SLEEPY = {"question": "sleepy", "equals": "yes"}
OTHER_OPTIONS = [{"value": value, "label": {"en": value}} for value in ("now", "earlier", "never")]


def asked(*questions, severity="contraindication", when=None):
    rules = [rule("it", when or DANGER, severity)]
    texts = {"crisis": {"en": "Call {crisis_line}."}, "review": {"en": "We read it."}}
    data = document([*questions], [{**one, "patient_text": "crisis"} for one in rules])
    return {**data, "slug": "small", "parameters": {}, "patient_texts": texts}


FIRST = (choice("danger"), choice("plain"))


@pytest.fixture
def published(lakeside, dana, erin):
    def publish(data):
        version = approved(lakeside, dana, erin, data)
        return actions.publish(version=version, by=dana, asks_again=True)

    return publish


@pytest.fixture
def begin(lakeside, maria, bob):
    """Maria at her phone, on the first question."""

    def begun(data):
        version = bring_in(lakeside, data)
        invitation, token = actions.invite(patient=maria, version=version, language="en", by=bob)
        return Phone(invitation, token).prove()

    return begun


def answered(phone, answer):
    """With the hidden fields of the page that is shown, as a browser sends them."""
    found = re.search(r'name="revision" value="(\d+)"', phone.body)
    return {"answer": answer, "revision": found[1]}


def test_last_page_of_the_old_version_leads_to_the_new_question(begin, published):
    phone = begin(asked(*FIRST))
    phone.send(answered(phone, "no"))
    assert (phone.asked, NEWS in phone.text) == ("plain", False)
    last = answered(phone, "no")
    newest = published(asked(*FIRST, choice("sleepy"), when={"any": [DANGER, SLEEPY]}))

    phone.send(last)

    assert phone.asked == "sleepy"
    assert NEWS in phone.text
    assert phone.answers == {"danger": "no", "plain": "no"}
    phone.send(answered(phone, "no"))
    assert phone.address == "/intake/check/"
    phone.send({"signed_name": "Maria"})
    assert phone.intake.current_screening.document_sha256 == newest.sha256
    assert phone.intake.level == "none"


def test_signature_under_the_old_version_leads_to_the_new_question(begin, published):
    phone = begin(asked(*FIRST))
    for _ in FIRST:
        phone.send(answered(phone, "no"))
    published(asked(*FIRST, choice("sleepy"), when={"any": [DANGER, SLEEPY]}))

    phone.send({"signed_name": "Maria"}, to="/intake/check/")

    assert (phone.asked, phone.intake.status) == ("sleepy", "IN_PROGRESS")
    assert NEWS in phone.text


def test_page_in_the_middle_is_read_as_it_was_made_and_asked_again(begin, published):
    phone = begin(asked(*FIRST))
    before = answered(phone, "yes")
    reworded = choice("danger", options=OTHER_OPTIONS)
    newer = asked(reworded, choice("plain"), when={"question": "danger", "equals": "now"})
    published(newer)

    phone.send(before)

    assert phone.asked == "danger"
    assert NEWS in phone.text
    assert "earlier" in phone.text
    assert phone.answers == {}
    page = phone.intake.sent_pages.get()
    assert (page.answer, page.refused) == ("yes", "REWORDED")
    phone.send(answered(phone, "never"))
    assert (phone.asked, NEWS in phone.text) == ("plain", False)


def test_urgent_answer_to_the_old_page_leads_to_help(begin, published):
    phone = begin(asked(*FIRST, severity="urgent"))
    before = answered(phone, "yes")
    reworded = choice("danger", text={"en": "Any danger?"})
    published(asked(reworded, choice("plain"), severity="urgent"))

    phone.send(before)

    assert phone.address == "/intake/crisis/"
    assert phone.intake.open_urgent_flags.count() == 1
    assert phone.open("/intake/").asked == "danger"


def test_page_of_a_question_that_is_gone_is_kept_and_leads_on(begin, published):
    phone = begin(asked(*FIRST))
    phone.send(answered(phone, "no"))
    before = answered(phone, "yes")
    published(asked(choice("danger")))

    phone.send(before)

    assert phone.address == "/intake/check/"
    assert [page.answer for page in phone.intake.sent_pages.order_by("number")] == ["no", "yes"]


def test_unreadable_post_of_an_old_page_is_kept_and_leads_to_the_question(begin, published):
    phone = begin(asked(*FIRST))
    before = answered(phone, "no such answer")
    published(asked(choice("danger", text={"en": "Any danger?"}), choice("plain")))

    phone.send(before, to=question("danger"))

    assert (phone.status, phone.asked) == (200, "danger")
    page = phone.intake.sent_pages.get()
    assert (page.refused, page.is_answer) == ("REWORDED", False)
    assert page.answer == {"answer": ["no such answer"]}


def test_clinician_sees_both_versions_and_what_was_said_before(begin, published, signed_in, alice):
    phone = begin(asked(*FIRST, severity="urgent"))
    phone.send(answered(phone, "yes"))
    phone.open("/intake/")
    before = answered(phone, "yes")
    reworded = choice("danger", text={"en": "Any danger?"}, options=OTHER_OPTIONS)
    published(asked(reworded, severity="urgent", when={"question": "danger", "equals": "now"}))
    phone.send(before)

    page = signed_in(alice).get(phone.intake.get_absolute_url())

    assert "Needs human review" not in read(page)
    kept = between(page, "Kept beside the record", "Decisions")
    assert "Said in reply to version 1, before version 2 changed the question." in kept
    assert "The older rules read it for what is urgent, and for nothing else." in kept
    story = between(page, "Timeline", "Invited")
    assert "Went on with version 2 of the questions in place of version 1." in story
    assert "Urgent: reach María" in read(page)


def test_publishing_says_who_is_answering_and_what_they_would_be_asked(
    begin, lakeside, dana, erin, signed_in
):
    begin(asked(*FIRST))
    newer = asked(choice("danger", text={"en": "Any danger?"}), choice("plain"), choice("sleepy"))
    version = approved(lakeside, dana, erin, newer)
    admin = signed_in(dana)
    address = f"{version.get_absolute_url()}publish/"

    page = admin.get(address)

    said = between(page, "Patients who are answering now: 1", "What was sent stays on record")
    assert "1 of 2 is read by an urgent or contraindication rule." in said
    assert "Any danger? Changed, so what was answered is asked again. Read by: it." in said
    assert "? New." in said
    assert page.context["form"]["in_progress"].value() == "finish"

    admin.post(address, {"sha256": version.sha256, "in_progress": "ask_again"})
    version.question_set.refresh_from_db()
    version.refresh_from_db()
    assert version.question_set.asks_again_since == version.published_at
    history = between(admin.get(version.get_absolute_url()), "History", "Rules")
    assert "Patients who were answering are asked what is new or changed in it." in history


def test_publishing_leaves_patients_on_their_version_unless_it_is_chosen(
    begin, lakeside, dana, erin, signed_in
):
    begin(asked(*FIRST))
    version = approved(lakeside, dana, erin, asked(choice("danger")))

    signed_in(dana).post(f"{version.get_absolute_url()}publish/", {"sha256": version.sha256})

    version.refresh_from_db()
    assert (version.status, version.question_set.asks_again_since) == ("PUBLISHED", None)


def in_two_languages(part):
    if isinstance(part, list):
        return [in_two_languages(one) for one in part]
    if not isinstance(part, dict):
        return part
    if set(part) == {"en"}:
        return {**part, "es": part["en"]}
    return {name: in_two_languages(one) for name, one in part.items()}


def test_language_that_the_newer_questions_lack_keeps_nobody_out(lakeside, maria, bob, published):
    version = bring_in(lakeside, in_two_languages(asked(*FIRST)))
    invitation, token = actions.invite(patient=maria, version=version, language="es", by=bob)
    published(asked(*FIRST, choice("sleepy")))

    phone = Phone(invitation, token).prove()

    assert (phone.status, phone.asked) == (200, "danger")


@pytest.mark.parametrize(
    ("typed", "kept"), [("yes", "yes"), ("no such answer", {"answer": ["no such answer"]})]
)
def test_old_page_after_sending_is_kept_for_a_person(
    begin, published, signed_in, alice, typed, kept
):
    phone = begin(asked(*FIRST))
    phone.send(answered(phone, "no"))
    before = answered(phone, typed)
    published(asked(choice("danger")))
    phone.open("/intake/").send({"signed_name": "Maria"})
    assert phone.intake.is_submitted

    phone.send(before, to=question("plain"))

    page = phone.intake.sent_pages.get(link_id="plain")
    assert (page.answer, page.refused) == (kept, "REWORDED")
    assert phone.intake.needs_human is True
    shown = read(signed_in(alice).get(phone.intake.get_absolute_url()))
    assert "The question was changed meanwhile" in shown
