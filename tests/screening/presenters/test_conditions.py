"""Conditions read back as sentences."""

from screening.presenters.conditions import Sentence, read_condition
from tests.screening.presenters.shipped import shipped

ATTEMPT = "“Have you ever done something to try to end your life?”"


def read(slug: str) -> Sentence:
    return read_condition(shipped().rules[slug].when, shipped())


def test_comparison_uses_the_words_of_question_and_option():
    assert str(read("recent-suicide-attempt")) == f"{ATTEMPT} is “Yes, in the past 3 months”"


def test_any_lists_its_parts_and_says_unanswered():
    today = "“Are you thinking about ending your life today?”"

    assert read("suicidal-thoughts-today") == Sentence(
        "At least one of these is true",
        (Sentence(f"{today} is “Yes”"), Sentence(f"{today} has no definite answer")),
    )


def test_parameter_shows_its_value_unit_and_name():
    assert str(read("age-65-or-older")) == "the age in years is 65 years (older adult age) or more"


def test_medicine_classes_read_as_classes():
    assert str(read("cyp3a4-interaction")) == (
        "At least one of these is true: "
        "a listed medicine is of the class “cyp3a4 inhibitor strong”; "
        "a listed medicine is of the class “cyp3a4 inducer”"
    )


def test_not_and_rule_references_are_said():
    parts = [str(part) for part in read("drug-use-past-year").parts]

    assert parts[1] == (
        "This is not true: the rule “Active substance problem or very early recovery” is raised"
    )


def test_at_least_of_says_how_many():
    assert read("combined-cns-depressants").text == "At least 2 of these are true"


def test_implausible_reading_is_a_sentence():
    assert str(read("implausible-blood-pressure")) == (
        "the blood pressure numbers do not fit together"
    )


def test_every_condition_of_the_shipped_set_reads_without_a_raw_key():
    document = shipped()
    gates = [question.enable_when for question in document.questions.values()]
    conditions = [rule.when for rule in document.rules.values()] + [gate for gate in gates if gate]

    said = " ".join(str(read_condition(condition, document)) for condition in conditions)

    assert "_" not in said
    assert "Comparison(" not in said
