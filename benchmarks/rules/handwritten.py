"""The same 25 rules as a programmer would write them: two-valued, over prepared facts."""

from collections.abc import Mapping
from typing import Any

BAD = frozenset({"moderate", "severe"})


def evaluate(facts: Mapping[str, Any]) -> dict[str, bool]:
    """Each rule by its slug. Every fact must be there; nothing here knows of "unknown"."""
    f = facts
    age, top, bottom = f["age_years"], f["systolic"], f["diastolic"]
    kinds, substances = f["medicine_kinds"], f["substances"]
    bladder = [f["burning"], f["urgency"], f["blood_in_urine"], f["waking_at_night"]]
    return {
        "minor": age < 18,
        "frail": age >= 75 and (f["falls"] == "yes" or f["dizziness"] == "yes"),
        "crisis_pressure": top > 180 or bottom > 120,
        "high_pressure": (top >= 140 or bottom >= 90) and top <= 180 and bottom <= 120,
        "low_pressure": top < 90 or bottom < 50,
        "vessels": f["aneurysm"] == "yes"
        or f["aortic_dissection"] == "yes"
        or f["vessel_malformation"] == "yes",
        "heart_attack": f["heart_attack"] == "yes"
        and (f["chest_pain"] == "yes" or f["palpitations"] == "yes" or age >= 65),
        "heart_failure": f["heart_failure"] == "yes"
        and (f["breathlessness"] in BAD or f["swelling"] == "yes"),
        "heart_rhythm": "abnormal_ecg" in f["heart_tests"]
        or "long_qt" in f["heart_tests"]
        or f["palpitations"] == "yes",
        "brain": f["stroke"] == "yes" or f["brain_bleed"] == "yes" or f["brain_pressure"] == "yes",
        "seizures": f["seizures"] == "yes" and f["seizures_controlled"] != "yes",
        "psychosis": f["hallucinations"] == "yes"
        or f["delusions"] == "yes"
        or f["schizophrenia"] == "yes",
        "mania": f["bipolar"] == "yes"
        and [f["little_sleep"], f["racing_thoughts"], f["spending"]].count("yes") >= 2,
        "suicide": f["suicidal_today"] == "yes"
        or (f["suicidal_month"] == "yes" and f["suicide_plan"] == "yes"),
        "pregnancy": f["pregnant"] == "yes"
        or (f["could_be_pregnant"] == "yes" and f["contraception"] != "yes"),
        "breastfeeding": f["breastfeeding"] == "yes",
        "liver": f["liver_severity"] in BAD
        or (f["liver_problem"] == "yes" and f["alcohol"] in BAD),
        "kidney": f["kidney_problem"] == "yes" and (f["kidney_severity"] in BAD or top >= 150),
        "bladder": bladder.count("yes") >= 2,
        "ketamine_misuse": f["ketamine_use"] in BAD or "ketamine" in substances,
        "stimulants": ("cocaine" in substances or "amphetamine" in substances)
        and (top >= 130 or f["palpitations"] == "yes" or f["chest_pain"] == "yes"),
        "opioids": "opioid" in kinds or "opioid" in substances,
        "sedation": ("benzodiazepine" in kinds or "opioid" in kinds)
        and (
            f["sleep_apnoea"] == "yes" or f["lung_severity"] == "severe" or f["alcohol"] == "severe"
        ),
        "interactions": ("maoi" in kinds or "theophylline" in kinds)
        and "none" not in kinds
        and (f["seizures"] == "yes" or top >= 120),
        "allergy": "ketamine" in f["allergies"]
        or "esketamine" in f["allergies"]
        or (f["anaesthesia_problem"] == "yes" and f["escort"] != "yes"),
    }
