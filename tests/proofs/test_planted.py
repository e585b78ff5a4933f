"""Mistakes planted in the shipped question set, one at a time: each is found and named."""

import io
import json

import pytest
from django.core.management import call_command

from screening.proofs import check_data
from tests.proofs.shipped import a_rule, path_of, question_of, rule_of, shipped

YES_AND_NO = {
    "all": [
        {"question": "mania_past_month", "equals": "yes"},
        {"question": "mania_past_month", "equals": "no"},
    ]
}


def never_raised(data):
    data["rules"].append(a_rule("planted", YES_AND_NO))


def unreachable_question(data):
    question_of(data, "ride_home")["enable_when"] = {
        "all": [
            {"question": "alcohol_frequency", "equals": "never"},
            {"question": "heavy_drinking_frequency", "equals": "daily"},
        ]
    }


def limit_out_of_range(data):
    rule_of(data, "low-blood-pressure")["when"]["less_than"] = 400


def hidden_contraindication(data):
    question_of(data, "mania_past_month")["enable_when"] = {
        "question": "completed_by",
        "equals": "self",
    }


def hidden_behind_another_gate(data):
    question_of(data, "liver_severity")["enable_when"] = {
        "question": "completed_by",
        "equals": "self",
    }


def repeated_rule(data):
    data["rules"].append(
        a_rule(
            "planted", {"not": {"not": {"question": "previous_ketamine", "equals": "bad_reaction"}}}
        )
    )


def contradiction_in_a_gate(data):
    question_of(data, "ride_home")["enable_when"] = YES_AND_NO


def loop_of_gates(data):
    question_of(data, "ride_home")["enable_when"] = {"unanswered": "suicide_attempt"}
    question_of(data, "suicide_attempt")["enable_when"] = {"unanswered": "ride_home"}


def loop_of_rules(data):
    data["rules"].append(a_rule("planted", {"rule": "planted-too"}))
    data["rules"].append(a_rule("planted-too", {"rule": "planted"}))


def unknown_key(data):
    rule_of(data, "pregnancy")["colour"] = "red"


def duplicate_option(data):
    options = question_of(data, "ride_home")["options"]
    options.append(options[0])


def missing_spanish(data):
    del question_of(data, "ride_home")["text"]["es"]


def wrong_case(data):
    data["cases"][3]["level"] = "none"


@pytest.mark.parametrize(
    ("plant", "code", "path"),
    [
        (never_raised, "rule-never-raised", "rules[80].when"),
        (unreachable_question, "question-unreachable", "sections[8].questions[0]"),
        (limit_out_of_range, "limit-out-of-range", "rules[31].when.less_than"),
        (hidden_contraindication, "rule-hidden", "rules[20].when"),
        (hidden_behind_another_gate, "rule-hidden", "rules[16].when"),
        (repeated_rule, "rule-repeats", "rules[80].when"),
        (contradiction_in_a_gate, "contradiction", "sections[8].questions[0].enable_when.all[1]"),
        (loop_of_gates, "schema", "document"),
        (loop_of_rules, "schema", "document"),
        (unknown_key, "schema", "rules[21].colour"),
        (duplicate_option, "schema", "sections[8].questions[0].options[3].value"),
        (missing_spanish, "text-missing", "sections[8].questions[0].text"),
        (wrong_case, "case-fails", "cases[3].level"),
    ],
    ids=lambda one: one.__name__ if callable(one) else one,
)
def test_a_planted_mistake_is_found_by_the_command(plant, code, path, tmp_path):
    data = shipped()
    plant(data)
    file = tmp_path / "planted.json"
    file.write_text(json.dumps(data))

    found, exit_code = checked(file)

    errors = {(one["code"], one["path"]) for one in found if one["severity"] == "error"}
    assert exit_code == 1
    assert (code, path) in errors
    assert not {"not-proved", "proof-disagrees"} & {name for name, _ in errors}


def checked(file):
    """What `manage.py question_set check` prints, and with what it ends."""
    out = io.StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("question_set", "check", str(file), stdout=out)
    return json.loads(out.getvalue()), end.value.code


def test_the_patient_beside_a_hidden_rule_is_not_asked():
    data = shipped()
    hidden_contraindication(data)
    (hidden,) = [one for one in check_data(data) if one.code == "rule-hidden"]
    assert hidden.path == f"{path_of(data, 'current-mania')}.when"
    assert hidden.example.answers["completed_by"] in ("self_with_help", "someone_else")
    assert "mania_past_month" not in hidden.example.answers
