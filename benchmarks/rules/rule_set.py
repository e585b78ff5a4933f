"""The measured question set: 50 questions and 25 rules of 72 comparisons, of the usual mix."""

from typing import Any

from screening.rules import Document, parse_document

Json = dict[str, Any]

# fmt: off
YES_NO = [
    "falls", "dizziness", "aneurysm", "aortic_dissection", "vessel_malformation", "heart_attack",
    "heart_failure", "swelling", "chest_pain", "palpitations", "stroke", "brain_bleed",
    "brain_pressure", "seizures", "seizures_controlled", "hallucinations", "delusions",
    "schizophrenia", "bipolar", "little_sleep", "racing_thoughts", "spending", "suicidal_today",
    "suicidal_month", "suicide_plan", "pregnant", "could_be_pregnant", "contraception",
    "breastfeeding", "liver_problem", "kidney_problem", "burning", "urgency", "blood_in_urine",
    "waking_at_night", "sleep_apnoea", "anaesthesia_problem", "escort",
]
GRADED = [
    "breathlessness", "liver_severity", "kidney_severity", "lung_severity", "alcohol",
    "ketamine_use",
]
# fmt: on
SEVERAL = {
    "medicine_kinds": ["opioid", "benzodiazepine", "maoi", "theophylline", "thyroid", "none"],
    "substances": ["opioid", "cocaine", "amphetamine", "ketamine", "cannabis", "none"],
    "allergies": ["ketamine", "esketamine", "latex", "penicillin", "none"],
    "heart_tests": ["abnormal_ecg", "long_qt", "normal_ecg", "none"],
}
GRADES = ["none", "mild", "moderate", "severe"]


def _is(question: str, value: str) -> Json:
    return {"question": question, "equals": value}


def _yes(question: str) -> Json:
    return _is(question, "yes")


def _bad(question: str) -> Json:
    return {"question": question, "in": ["moderate", "severe"]}


def _has(question: str, *values: str) -> Json:
    if len(values) == 1:
        return {"question": question, "includes": values[0]}
    return {"question": question, "includes_any": list(values)}


def _number(attribute: str, operator: str, limit: int) -> Json:
    return {"question": attribute, operator: limit}


def _age(operator: str, limit: int) -> Json:
    return _number("date_of_birth.age_years", operator, limit)


def _top(operator: str, limit: int) -> Json:
    return _number("blood_pressure.systolic", operator, limit)


def _bottom(operator: str, limit: int) -> Json:
    return _number("blood_pressure.diastolic", operator, limit)


def _all(*of: Json) -> Json:
    return {"all": list(of)}


def _any(*of: Json) -> Json:
    return {"any": list(of)}


def _not(of: Json) -> Json:
    return {"not": of}


def _two_of(*of: Json) -> Json:
    return {"at_least_of": {"count": 2, "of": list(of)}}


RULES: dict[str, Json] = {
    "minor": _age("less_than", 18),
    "frail": _all(_age("at_least", 75), _any(_yes("falls"), _yes("dizziness"))),
    "crisis_pressure": _any(_top("more_than", 180), _bottom("more_than", 120)),
    "high_pressure": _all(
        _any(_top("at_least", 140), _bottom("at_least", 90)),
        _top("at_most", 180),
        _bottom("at_most", 120),
    ),
    "low_pressure": _any(_top("less_than", 90), _bottom("less_than", 50)),
    "vessels": _any(_yes("aneurysm"), _yes("aortic_dissection"), _yes("vessel_malformation")),
    "heart_attack": _all(
        _yes("heart_attack"),
        _any(_yes("chest_pain"), _yes("palpitations"), _age("at_least", 65)),
    ),
    "heart_failure": _all(_yes("heart_failure"), _any(_bad("breathlessness"), _yes("swelling"))),
    "heart_rhythm": _any(_has("heart_tests", "abnormal_ecg", "long_qt"), _yes("palpitations")),
    "brain": _any(_yes("stroke"), _yes("brain_bleed"), _yes("brain_pressure")),
    "seizures": _all(_yes("seizures"), _not(_yes("seizures_controlled"))),
    "psychosis": _any(_yes("hallucinations"), _yes("delusions"), _yes("schizophrenia")),
    "mania": _all(
        _yes("bipolar"), _two_of(_yes("little_sleep"), _yes("racing_thoughts"), _yes("spending"))
    ),
    "suicide": _any(_yes("suicidal_today"), _all(_yes("suicidal_month"), _yes("suicide_plan"))),
    "pregnancy": _any(
        _yes("pregnant"), _all(_yes("could_be_pregnant"), _not(_yes("contraception")))
    ),
    "breastfeeding": _yes("breastfeeding"),
    "liver": _any(_bad("liver_severity"), _all(_yes("liver_problem"), _bad("alcohol"))),
    "kidney": _all(_yes("kidney_problem"), _any(_bad("kidney_severity"), _top("at_least", 150))),
    "bladder": _two_of(
        _yes("burning"), _yes("urgency"), _yes("blood_in_urine"), _yes("waking_at_night")
    ),
    "ketamine_misuse": _any(_bad("ketamine_use"), _has("substances", "ketamine")),
    "stimulants": _all(
        _has("substances", "cocaine", "amphetamine"),
        _any(_top("at_least", 130), _yes("palpitations"), _yes("chest_pain")),
    ),
    "opioids": _any(_has("medicine_kinds", "opioid"), _has("substances", "opioid")),
    "sedation": _all(
        _has("medicine_kinds", "benzodiazepine", "opioid"),
        _any(_yes("sleep_apnoea"), _is("lung_severity", "severe"), _is("alcohol", "severe")),
    ),
    "interactions": _all(
        _has("medicine_kinds", "maoi", "theophylline"),
        _not(_has("medicine_kinds", "none")),
        _any(_yes("seizures"), _top("at_least", 120)),
    ),
    "allergy": _any(
        _has("allergies", "ketamine", "esketamine"),
        _all(_yes("anaesthesia_problem"), _not(_yes("escort"))),
    ),
}


def document() -> Document:
    """The set in our own format, through our own parser."""
    return parse_document(
        {
            "slug": "measured",
            "title": {"en": "Measured"},
            "treatment": {"en": "None"},
            "language": "en",
            "sections": [{"slug": "all", "title": {"en": "All"}, "questions": _questions()}],
            "rules": [_rule(slug, when) for slug, when in RULES.items()],
            "patient_texts": {"thanks": {"en": "Thank you."}},
        }
    )


def _questions() -> list[Json]:
    ways = [_option("arm_cuff"), _option("wrist")]
    return [
        _question("date_of_birth", "date"),
        _question("blood_pressure", "blood_pressure") | {"options": ways},
        *(_choice(link_id, "choice", ["yes", "no"]) for link_id in YES_NO),
        *(_choice(link_id, "choice", GRADES) for link_id in GRADED),
        *(_choice(link_id, "choices", values) for link_id, values in SEVERAL.items()),
    ]


def _choice(link_id: str, kind: str, values: list[str]) -> Json:
    not_sure = _option("not_sure") | {"unknown": True}
    return _question(link_id, kind) | {"options": [*map(_option, values), not_sure]}


def _question(link_id: str, kind: str) -> Json:
    return {"link_id": link_id, "type": kind, "text": {"en": "?"}, "required": True}


def _option(value: str) -> Json:
    return {"value": value, "label": {"en": value}}


def _rule(slug: str, when: Json) -> Json:
    return {
        "slug": slug,
        "title": {"en": slug},
        "severity": "caution",
        "when": when,
        "rationale": "To be measured",
        "sources": ["None"],
        "patient_text": "thanks",
    }
