"""A case made from an intake: what leaves, what stays, and who may."""

import json
from datetime import date

import pytest

from clinics.models import AuditEvent
from screening import actions
from screening.actions.cases_from_intakes import row_without_words
from screening.editing.stripping import TAKEN_OUT
from screening.medicines import recognise, shipped_vocabulary
from screening.models import QuestionSetVersion
from screening.rules import failing_cases
from tests.intakes import ANEURYSM, submit
from tests.staff_pages import between, read
from tests.staff_pages import sent as filled

TOLD = {
    **ANEURYSM,
    "medicine_allergies": "Penicillin, says my wife Rosa",
    "medicines": [
        {"name": "Xanax", "dose": "from Dr. Rosa", "frequency": "at night"},
        {"name": "Rosa's tea", "dose": "", "frequency": ""},
    ],
    "benzodiazepine_pattern": "not_sure",
    "benzodiazepine_withdrawal_symptoms": "no",
}


@pytest.fixture
def sent(intake):
    return submit(intake, TOLD)


@pytest.fixture
def draft(version, dana):
    return actions.start_draft(version=version, by=dana)


def page_of(intake):
    return f"{intake.get_absolute_url()}make-case/"


def put_in(client, intake, draft):
    """Reads what would leave, and lets it."""
    page = client.get(page_of(intake), {"draft": draft.number})
    return client.post(page_of(intake), filled(page, "Put it into the draft", {}))


def made_in(draft):
    return json.loads(QuestionSetVersion.objects.get(pk=draft.pk).document)["cases"][-1]


def test_case_has_nothing_that_says_who_it_is(clinician, sent, draft, maria):
    page = clinician.get(page_of(sent))
    assert "Make a case from this intake" in read(clinician.get(sent.get_absolute_url()))

    answer = put_in(clinician, sent, draft)

    assert answer.url == sent.get_absolute_url()
    case = made_in(draft)
    text = json.dumps(case)
    born = maria.date_of_birth
    for word in ("Rosa", "Dr.", "Maria", "O'Brien", born.isoformat(), sent.reference):
        assert word not in text
        assert word not in between(page, "Its answers", "Put it into the draft")
    assert sent.clinic.today().isoformat() not in text
    assert case["id"] == "intake-1"
    assert case["answers"]["medicine_allergies"] == TAKEN_OUT
    age = sent.clinic.today().year - born.year
    assert date.fromisoformat(case["answers"]["date_of_birth"]).year in (2026 - age, 2027 - age)


def test_case_holds_in_the_draft_and_comes_out_as_the_intake(clinician, sent, draft):
    put_in(clinician, sent, draft)

    stored = QuestionSetVersion.objects.get(pk=draft.pk)
    case = made_in(draft)
    found = {finding["rule"] for finding in sent.current_screening.outcome["raised"]}
    assert set(case["raised"]) == found
    assert case["level"] == sent.level == "contraindication"
    assert failing_cases(actions.engine_for(stored)) == ()


def test_making_is_on_record_and_the_clinician_an_author(clinician, sent, draft, alice):
    put_in(clinician, sent, draft)

    event = AuditEvent.objects.get(action="intake.made_case")
    assert (event.actor, event.details["version"]) == (alice, draft.pk)
    assert alice.pk in actions.authors(draft)


def test_made_twice_it_is_one_case(clinician, sent, draft):
    put_in(clinician, sent, draft)
    put_in(clinician, sent, draft)

    assert QuestionSetVersion.objects.get(pk=draft.pk).revision == 1


def test_answers_that_leave_are_shown_in_the_words_of_the_draft(clinician, sent, draft):
    shown = between(clinician.get(page_of(sent)), "Its answers", "Put it into the draft")

    assert "alprazolam" in shown
    assert "sertraline" not in shown
    for code in ("not_sure", "under_3_months", "{", "[", '"'):
        assert code not in shown
    assert "Not sure" in shown


def test_case_that_changed_since_it_was_read_is_shown_again(clinician, sent, draft, dana):
    page = clinician.get(page_of(sent), {"draft": draft.number})
    document = json.loads(draft.document)
    document["rules"] = [
        {**rule, "severity": "caution"} if rule["severity"] == "contraindication" else rule
        for rule in document["rules"]
    ]
    changed = actions.save_draft(version=draft, document=document, by=dana, seen_revision=0)

    answer = clinician.post(page_of(sent), filled(page, "Put it into the draft", {}), follow=True)

    assert QuestionSetVersion.objects.get(pk=draft.pk).revision == changed.revision
    assert "Something changed since this was shown. Please read it again." in read(answer)
    assert "Level Caution" in read(answer)


def test_late_page_between_reading_and_making_is_no_part_of_the_case(clinician, sent, draft):
    page = clinician.get(page_of(sent), {"draft": draft.number})
    with pytest.raises(actions.AlreadySubmitted):
        actions.save_page(intake=sent, link_id="heart_history", answer=["heart_failure"])

    clinician.post(page_of(sent), filled(page, "Put it into the draft", {}))

    assert QuestionSetVersion.objects.get(pk=draft.pk).revision == 0


def test_without_a_draft_nothing_can_be_made(clinician, sent):
    assert "There is no draft of this question set." in read(clinician.get(page_of(sent)))
    assert clinician.post(page_of(sent), {"draft": 1}).status_code == 200
    assert QuestionSetVersion.objects.count() == 1


def test_unfinished_draft_takes_no_case(clinician, sent, draft, dana):
    document = json.loads(draft.document)
    document["rules"][0]["when"] = {"question": "gone", "equals": "yes"}
    actions.save_draft(version=draft, document=document, by=dana, seen_revision=0)

    assert "The draft is unfinished" in read(clinician.get(page_of(sent)))
    clinician.post(page_of(sent), {"draft": draft.number})
    assert QuestionSetVersion.objects.get(pk=draft.pk).revision == 1


def test_intake_that_was_not_sent_makes_no_case(clinician, intake, draft):
    assert "Only answers that were sent and screened" in read(clinician.get(page_of(intake)))
    clinician.post(page_of(intake), {"draft": draft.number})
    assert QuestionSetVersion.objects.get(pk=draft.pk).revision == 0


@pytest.mark.parametrize(
    "row",
    [
        {"name": "Xanax", "dose": "", "frequency": ""},
        {"name": "sertraline 100 mg", "dose": "1", "frequency": "daily"},
        {"name": "Rosa's tea", "dose": "", "frequency": ""},
        {"name": "sertralime", "dose": "", "frequency": ""},
        {"name": "sertralime", "dose": "", "frequency": "", "confirmed": ["sertraline"]},
        {"name": "Norco from Rosa", "dose": "", "frequency": ""},
        {"name": "zyzzy", "dose": "Xanax", "frequency": ""},
    ],
    ids=lambda row: row["name"],
)
def test_row_without_words_is_never_taken_for_more(row):
    vocabulary = shipped_vocabulary()
    plain = row_without_words(row)

    assert "Rosa" not in json.dumps(plain)
    before, after = recognise(row, vocabulary), recognise(plain, vocabulary)
    assert after == before or (after.classes, after.certain) == (frozenset(), False)
