import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import screening.actions as screening
from screening.models import IntakeStatus, SentPage
from tests.browsing import Phone, question, typed
from tests.intakes import LOW_RISK, reading
from tests.people import nina_at


def test_patient_without_risk_sends_everything_in_thirty_pages(inside):
    """The journey as a story: 23 questions, then the name under them."""
    inside.answer()
    assert inside.address == "/intake/check/"

    inside.send({"signed_name": "María O'Brien"})

    assert inside.address == "/intake/done/"
    assert inside.pages_sent <= 30
    assert inside.intake.status == IntakeStatus.SUBMITTED
    assert inside.intake.level == "none"


def test_pages_are_small_enough_for_a_bad_line(inside):
    sizes = {}

    while link_id := inside.asked:
        sizes[link_id] = len(gzip.compress(inside.response.content))
        inside.answer_one()

    assert len(sizes) == 23
    assert max(sizes.values()) < 4000


def test_page_says_where_in_the_questions_it_is(inside):
    inside.send({"answer": "self"})

    assert "About you Question 2 of about 22 What would you like help with?" in inside.text


def test_back_leads_to_the_page_before_with_its_answer(inside):
    inside.send({"answer": "self_with_help"})
    assert f'class="back" href="{question("completed_by")}"' in inside.body

    inside.ask("completed_by")

    assert 'value="self_with_help" id="id_answer_1" checked' in inside.body
    assert 'class="back"' not in inside.body


def test_nothing_is_chosen_beforehand(inside):
    inside.ask("heart_history")

    assert " checked" not in inside.body


def test_first_page_of_a_section_has_its_introduction(inside):
    inside.ask("suicidal_thoughts_past_month")
    assert "The help box on this page is always there for you." in inside.text

    inside.ask("suicide_attempt")
    assert "The help box on this page is always there for you." not in inside.text


def test_numbers_of_the_clinic_stand_in_the_help(inside):
    inside.ask("suicidal_thoughts_past_month").send({"answer": "yes"})
    inside.ask("suicidal_thoughts_today")

    assert "please call or text 988 now" in inside.text


@pytest.mark.parametrize("data", [{}, {"answer": ""}, {"answer": "maybe"}, {"answer": "\0self"}])
def test_no_answer_or_none_that_is_offered_is_said_beside_the_field(inside, data):
    inside.send(data)

    assert inside.status == 422
    assert "<title>Error: Who is filling out this form?" in inside.body
    assert inside.text.count("Choose an answer. You can choose “Prefer not to say”.") == 2
    assert 'tabindex="-1" autofocus' in inside.body
    assert '<a href="#id_answer_0">' in inside.body
    assert "completed_by" not in inside.answers


def test_not_sure_is_named_where_it_is_offered(inside):
    inside.ask("suicide_attempt").send({})

    assert "If you are not sure, choose “Not sure”." in inside.text


def test_none_of_these_beside_another_answer_is_an_error(inside):
    inside.ask("heart_history").send({"answer": ["heart_attack", "none"]})

    assert inside.status == 422
    assert "You ticked “None of these” and something else. Untick one of them." in inside.text
    assert inside.body.count(" checked") == 2
    assert '<a href="#id_answer_7">' in inside.body
    assert "heart_history" not in inside.answers


def test_unknown_answers_are_stored_as_values(inside):
    inside.ask("mania_past_month").send({"answer": "not_sure"})
    inside.ask("ride_home").send({"answer": "not_sure"})

    assert inside.answers["mania_past_month"] == "not_sure"
    assert inside.answers["ride_home"] == "not_sure"


def test_follow_up_to_an_unknown_answer_may_be_said_not_to_apply(inside):
    inside.ask("other_conditions").send({"answer": ["not_sure"]}).ask("liver_severity")
    assert "This does not apply to me" in inside.text

    inside.send({"answer": "does_not_apply"})

    assert inside.answers["liver_severity"] == "does_not_apply"


def test_follow_up_that_is_sure_to_apply_offers_no_way_around(inside):
    inside.ask("other_conditions").send({"answer": ["liver_disease"]}).ask("liver_severity")

    assert "This does not apply to me" not in inside.text
    assert inside.send({"answer": "does_not_apply"}).status == 422


def test_changing_an_answer_asks_only_what_is_new(inside):
    inside.answer().ask("psychiatric_history").send({"answer": ["psychosis"]})
    assert inside.asked == "psychosis_last_symptoms"

    inside.send({"answer": "over_12_months"})
    assert inside.address == "/intake/check/"

    inside.ask("psychiatric_history").send({"answer": ["none"]})
    assert inside.address == "/intake/check/"
    assert "psychosis_last_symptoms" not in inside.answers


def test_question_that_is_not_asked_leads_to_the_one_that_is(inside):
    for link_id in ("liver_severity", "date_of_birth", "no_such_question", "%00"):
        assert inside.ask(link_id).asked == "completed_by"


def test_posted_question_that_is_not_asked_changes_no_answer_and_is_kept(inside):
    inside.ask("other_conditions").send({"answer": ["none"]})

    inside.send({"answer": "severe"}, to=question("liver_severity"))

    assert inside.asked == "completed_by"
    assert "liver_severity" not in inside.answers
    kept = SentPage.objects.get(link_id="liver_severity")
    assert (kept.answer, kept.refused) == ("severe", "NOT_ASKED")


@pytest.mark.parametrize("link_id", ["no_such_question", "a" * 300, "é"])
def test_posted_question_that_does_not_exist_leads_back(inside, link_id):
    assert inside.send({"answer": "x"}, to=question(link_id)).asked == "completed_by"


def test_page_posted_out_of_order_counts_for_its_own_question(inside):
    inside.send({"answer": ["none"]}, to=question("heart_history"))

    assert inside.answers["heart_history"] == ["none"]
    assert inside.asked == "completed_by"


def test_page_posted_twice_counts_once(inside):
    twice = {"answer": "self", "revision": str(inside.intake.revision)}

    inside.send(twice, to=question("completed_by")).send(twice, to=question("completed_by"))

    assert inside.asked == "treatment_reasons"
    assert SentPage.objects.filter(link_id="completed_by").count() == 1


@pytest.mark.parametrize("revision", ["", "-1", "x", "9" * 40, "\u0661"])
def test_odd_revision_does_no_harm(inside, revision):
    assert inside.send({"answer": "self", "revision": revision}).asked == "treatment_reasons"


def test_pages_after_sending_lead_to_the_end_and_are_kept(inside):
    inside.answer().send({"signed_name": "María O'Brien"})
    before = inside.answers

    assert inside.ask("heart_history").address == "/intake/done/"
    inside.send({"answer": ["heart_attack"]}, to=question("heart_history"))

    assert inside.address == "/intake/done/"
    assert inside.answers == before
    assert SentPage.objects.get(refused="SUBMITTED").answer == ["heart_attack"]


@pytest.mark.parametrize(
    "said",
    ["Penicillin 💊", "פניצילין שלום", "<script>alert(1)</script> {{ x }} {% now %}", "a\nb"],
)
def test_text_is_kept_and_shown_as_typed(inside, said):
    inside.ask("medicine_allergies").send({"answer": said}).ask("medicine_allergies")

    assert inside.answers["medicine_allergies"] == said
    assert " ".join(said.split()) in inside.text
    assert "<script" not in inside.body


def test_nul_goes_and_the_rest_stays(inside):
    inside.ask("medicine_allergies").send({"answer": "Peni\0cillin"})

    assert inside.answers["medicine_allergies"] == "Penicillin"


def test_overlong_text_is_an_error_and_stays_in_the_box(inside):
    inside.ask("medicine_allergies").send({"answer": "ab" * 50_000})

    assert inside.status == 422
    assert "Use 2000 characters or fewer. You wrote 100000." in inside.text
    assert "ab" * 50_000 in inside.body
    assert "medicine_allergies" not in inside.answers


def test_blank_text_that_may_be_blank_is_stored_as_blank(inside):
    inside.ask("medicine_allergies").send({"answer": "  "})

    assert inside.answers["medicine_allergies"] is None
    assert inside.asked == "completed_by"


def test_acknowledgements_may_be_left_open(inside):
    inside.ask("acknowledgements").send({"answer": ["cost"]})
    assert inside.answers["acknowledgements"] == ["cost"]

    inside.ask("acknowledgements").send({})
    assert inside.answers["acknowledgements"] == []


def test_showing_a_question_takes_one_query_whatever_was_answered(inside):
    inside.answer(until="mania_past_month")

    for link_id in ("completed_by", "medicines", "acknowledgements"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert inside.client.get(question(link_id)).status_code == 200
        assert len(queries) == 1


@pytest.mark.parametrize("link_id", ["medicines", "blood_pressure", "medicine_allergies"])
def test_what_one_patient_typed_is_not_shown_to_another(inside, version, lakeside, bob, link_id):
    answers = {"blood_pressure": reading(lakeside, 147, 91), "medicine_allergies": "Penicillin"}
    answers = {**LOW_RISK, **answers}
    inside.ask(link_id).send(typed(answers[link_id])).ask(link_id)
    assert any(word in inside.body for word in ("sertraline", "147", "Penicillin"))
    nina = nina_at(lakeside, by=bob)
    invited = screening.invite(patient=nina, version=version, language="en", by=bob)

    other = Phone(*invited).prove().ask(link_id)

    assert other.asked == link_id
    assert [word for word in ("sertraline", "147", "Penicillin") if word in other.body] == []


def test_other_methods_are_refused(inside):
    assert inside.client.put(question("completed_by")).status_code == 405
    assert inside.client.delete("/intake/").status_code == 405


@pytest.mark.parametrize(
    "place", ["", "question/completed_by/", "crisis/", "check/", "done/", "about/", "delete/"]
)
def test_without_a_session_there_is_nothing_to_see(phone, place):
    for cookie in (None, "", "x", "\0", "é" * 50):
        if cookie is not None:
            phone.client.cookies["intake"] = cookie
        assert phone.open(f"/intake/{place}").address == "/intake/ended/"
        assert "Your session has ended" in phone.text
