"""What an administrator is told of a version."""

import datetime as dt

from screening.models import QuestionSet, QuestionSetVersion
from screening.presenters.question_sets import version_page
from screening.rules import CaseFailure
from tests.screening.presenters.shipped import shipped


def present(*failures: CaseFailure):
    version = QuestionSetVersion(
        question_set=QuestionSet(slug="ketamine", title="Ketamine"),
        number=3,
        sha256=shipped().sha256,
        created_at=dt.datetime(2026, 11, 21, tzinfo=dt.UTC),
    )
    return version_page(version, shipped(), failures)


def test_every_rule_question_and_case_is_there():
    page = present()

    assert [rule.slug for rule in page.rules] == list(shipped().rules)
    assert [
        question.link_id for section in page.sections for question in section.questions
    ] == list(shipped().questions)
    assert len(page.cases) == len(shipped().cases)
    assert page.failing == 0


def test_failing_case_says_what_differs():
    name = str(shipped().cases[0]["id"])

    page = present(CaseFailure(name, "level", "none", "urgent"))

    assert page.failing == 1
    assert page.cases[0].state.text == "Fails"
    assert page.cases[0].failures == (f"case '{name}', level: expected none, found urgent",)
    assert {case.state.text for case in page.cases[1:]} == {"Holds"}


def test_version_without_a_person_was_brought_in_by_the_operator():
    assert present().line.created_by == "the operator"
