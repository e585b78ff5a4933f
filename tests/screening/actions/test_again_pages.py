"""Pages that answer a request for information."""

import uuid

import pytest

from screening import actions
from screening.actions.refusals import Overtaken
from tests.intakes import submit
from tests.reviewing import fresh


@pytest.fixture
def asked(intake, alice):
    """Sent, and asked for the medicines once more."""
    sent = fresh(submit(intake))
    actions.ask_again(
        intake=sent,
        questions=["medicines"],
        message="Please read it from the bottles.",
        screening=sent.current_screening,
        key=uuid.uuid4(),
        by=alice,
    )
    return fresh(sent)


def test_form_sent_again_with_other_questions_is_not_taken_for_the_first(intake, alice):
    """Else the clinician would believe that both were asked."""
    sent = fresh(submit(intake))
    form = {
        "intake": sent,
        "message": "Please look again.",
        "screening": sent.current_screening,
        "key": uuid.uuid4(),
        "by": alice,
    }
    request, _ = actions.ask_again(questions=["medicines"], **form)
    assert actions.ask_again(questions=["medicines"], **form) == (request, "")

    with pytest.raises(actions.KeyReused):
        actions.ask_again(questions=["medicines", "heart_history"], **form)

    assert sent.information_requests.get().questions == ["medicines"]


def send(intake, *rows, revision, is_reply=False):
    return actions.save_page(
        intake=intake,
        link_id="medicines",
        answer=[{"dose": "", "frequency": "", **row} for row in rows],
        revision=revision,
        is_reply=is_reply,
    ).intake


def test_reply_about_a_list_that_was_changed_since_does_not_count(asked):
    """Another tab put another medicine into the row: nobody said no to that one."""
    seen = send(asked, {"name": "klonapin"}, revision=asked.revision).revision
    send(asked, {"name": "phenelzin"}, revision=seen)

    said_no = {"name": "phenelzin", "confirmed": [], "rejected": ["phenelzine"]}

    with pytest.raises(Overtaken):
        send(asked, said_no, revision=seen, is_reply=True)

    screened = fresh(asked).current_screening.answers["medicines"]
    assert screened == [{"name": "phenelzin", "dose": "", "frequency": ""}]


def test_reply_about_the_list_that_stands_counts(asked):
    seen = send(asked, {"name": "phenelzin"}, revision=asked.revision).revision
    said_no = {"name": "phenelzin", "confirmed": [], "rejected": ["phenelzine"]}

    send(asked, said_no, revision=seen, is_reply=True)

    screened = fresh(asked).current_screening.answers["medicines"]
    assert screened == [{**said_no, "dose": "", "frequency": ""}]
