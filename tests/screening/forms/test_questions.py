"""The forms of the question types: what a page may post, and what is stored of it."""

import datetime as dt
import json
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from screening.forms.layouts import render_fields
from screening.forms.questions import Asked, question_form
from screening.forms.questions.medicines import edited
from screening.rules import Option, Question, QuestionType

TODAY = dt.date(2026, 11, 22)
ENGLISH = {"en": "Words"}


def option(value: str, **kinds: bool) -> Option:
    return Option(value=value, label={"en": value.title()}, **kinds)


def asked(kind: QuestionType, *options: Option, **more: Any) -> Asked:
    question = Question(
        link_id="q",
        type=kind,
        text=ENGLISH,
        help={},
        required=not more.get("optional", False),
        options=options,
        section="s",
    )
    return Asked(question=question, say=lambda texts: texts.get("en", ""), today=TODAY, **more)


OPTIONS = (
    option("a"),
    option("b"),
    option("none", exclusive=True),
    option("not_sure", unknown=True, exclusive=True),
)
METHODS = (option("arm_cuff"), option("not_sure", unknown=True))
SHAPES = {
    QuestionType.DATE: (),
    QuestionType.CHOICE: OPTIONS,
    QuestionType.CHOICES: OPTIONS,
    QuestionType.TEXT: (),
    QuestionType.ACKNOWLEDGEMENTS: OPTIONS[:2],
    QuestionType.BLOOD_PRESSURE: METHODS,
    QuestionType.MEDICINES: (),
}


def post(**fields: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def stored(kind: QuestionType, data: QueryDict, **more: Any) -> Any:
    form = question_form(asked(kind, *SHAPES[kind], **more), data)
    return form.answer if form.is_valid() else form.errors.get_json_data()


def test_choice_without_an_unknown_option_gets_the_general_ones():
    form = question_form(asked(QuestionType.CHOICE, option("a"), option("b")))

    assert [value for value, _label in form.fields["answer"].choices] == [
        "a",
        "b",
        "not_sure",
        "prefer_not_to_say",
    ]


def test_does_not_apply_stands_before_the_unknown_options():
    form = question_form(asked(QuestionType.CHOICE, *OPTIONS, may_not_apply=True))

    assert [value for value, _label in form.fields["answer"].choices] == [
        "a",
        "b",
        "none",
        "does_not_apply",
        "not_sure",
    ]


def test_options_that_exclude_the_others_come_after_or():
    html = render(question_form(asked(QuestionType.CHOICES, *OPTIONS)))

    assert html.count('class="or"') == 1
    assert html.index('value="b"') < html.index('class="or"') < html.index('value="none"')


@pytest.mark.parametrize(
    ("ticked", "answer"),
    [(["b", "a"], ["a", "b"]), (["none"], ["none"]), (["not_sure"], ["not_sure"])],
)
def test_ticks_are_stored_in_the_order_of_the_options(ticked, answer):
    assert stored(QuestionType.CHOICES, post(answer=ticked)) == answer


@pytest.mark.parametrize("ticked", [["a", "none"], ["none", "not_sure"], ["a", "x"], ["x"], []])
def test_ticks_that_do_not_go_together_are_refused(ticked):
    assert "answer" in stored(QuestionType.CHOICES, post(answer=ticked))


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", "MARZO", "sept."])
def test_month_may_be_a_name(month):
    answer = stored(QuestionType.DATE, post(answer_day="5", answer_month=month, answer_year="2020"))

    assert answer in ("2020-03-05", "2020-09-05")


@pytest.mark.parametrize(
    ("day", "month", "year", "control"),
    [
        ("31", "2", "2020", 0),
        ("32", "1", "2020", 0),
        ("1", "13", "2020", 1),
        ("1", "ma", "2020", 1),
        ("1", "1", "20", 2),
        ("23", "11", "2026", 2),
        ("", "1", "2020", 0),
        ("1", "", "2020", 1),
        ("1", "1", "", 2),
    ],
)
def test_wrong_date_names_the_box_that_is_wrong(day, month, year, control):
    data = post(answer_day=day, answer_month=month, answer_year=year)
    form = question_form(asked(QuestionType.DATE), data)

    (error,) = form.errors["answer"].as_data()
    assert error.params["control"] == control


@pytest.mark.parametrize("kind", [QuestionType.DATE, QuestionType.TEXT, QuestionType.MEDICINES])
def test_written_questions_can_be_answered_by_not_knowing(kind):
    assert stored(kind, post(otherwise="not_sure")) == "not_sure"
    assert "otherwise" in stored(kind, post(otherwise=["not_sure", "prefer_not_to_say"]))
    assert "otherwise" in stored(kind, post(otherwise="does_not_apply"))
    assert stored(kind, post(otherwise="does_not_apply"), may_not_apply=True) == "does_not_apply"


@pytest.mark.parametrize("kind", [QuestionType.DATE, QuestionType.TEXT, QuestionType.MEDICINES])
def test_written_questions_that_are_optional_may_be_blank(kind):
    form = question_form(asked(kind, optional=True), post())

    assert "otherwise" not in form.fields
    assert form.is_valid()
    assert form.answer is None


def test_reading_that_may_not_apply_can_be_said_not_to():
    data = post(instead="does_not_apply")

    assert stored(QuestionType.BLOOD_PRESSURE, data, may_not_apply=True) == "does_not_apply"
    assert "instead" in stored(QuestionType.BLOOD_PRESSURE, data)


def test_reading_that_is_optional_may_be_blank():
    assert stored(QuestionType.BLOOD_PRESSURE, post(), optional=True) is None


FIELDS = st.sampled_from(
    [
        "answer",
        "answer_day",
        "answer_month",
        "answer_year",
        "otherwise",
        "instead",
        "systolic",
        "diastolic",
        "confirmed",
        "measured_on_day",
        "measured_on_month",
        "measured_on_year",
        "date_unknown",
        "method",
        "name-0",
        "dose-0",
        "frequency-3",
        "name-59",
        "name-99",
        "name--1",
        "add",
        "remove",
    ]
)
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["118", "78", "2", "31", "2020", "a", "none", "not_sure", "no_reading", "\0"]),
)
POSTS = st.dictionaries(FIELDS, st.lists(VALUES, max_size=3), max_size=12)
ANSWERS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "dose", "systolic", "measured_on", "known", "confirmed"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=6,
)


@pytest.mark.parametrize("kind", list(QuestionType))
@given(fields=POSTS, before=ANSWERS, optional=st.booleans(), may_not_apply=st.booleans())
def test_whatever_is_posted_is_an_answer_or_an_error(kind, fields, before, optional, may_not_apply):
    question = asked(kind, *SHAPES[kind], optional=optional, may_not_apply=may_not_apply)
    data = post(**fields)

    form = question_form(question, data, before)

    if form.is_valid():
        assert json.loads(json.dumps(form.answer)) == form.answer
    assert render(form)
    assert render(question_form(question, answer=before))
    if kind is QuestionType.MEDICINES and (again := edited(question, data)):
        assert render(again)


def render(form: Any) -> str:
    return render_fields(form, form.helper)
