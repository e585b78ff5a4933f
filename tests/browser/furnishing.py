"""A clinic in full swing: on its pages stands something of everything there is."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from clinics.actions import register_patient
from clinics.models import Clinic, Patient, User
from screening import actions
from screening.models import Intake, QuestionSetVersion
from tests.intakes import begin, reading, send_pages, submit
from tests.reviewing import assess, decide, fresh

RISKS = {
    "suicidal_thoughts_past_month": "yes",
    "suicidal_thoughts_today": "no",
    "suicide_plan": "not_sure",
    "suicide_attempt": "over_12_months",
    "psychiatric_history": ["bipolar", "not_sure"],
    "psychosis_last_symptoms": "prefer_not_to_say",
    "mania_past_month": "not_sure",
    "vascular_history": ["aneurysm"],
    "heart_history": ["rhythm_problem", "valve_problem"],
    "other_conditions": ["liver_disease", "sleep_apnea"],
    "liver_severity": "not_sure",
    "alcohol_frequency": "prefer_not_to_say",
    "heavy_drinking_frequency": "not_sure",
    "alcohol_withdrawal_symptoms": "does_not_apply",
    "medicine_classes": ["benzodiazepine", "opioid"],
    "medicines": [
        {"name": "Xanex", "dose": "0.5 mg", "frequency": "prn"},
        {"name": "clonazapan", "dose": "", "frequency": ""},
        {"name": "Zzyzxol forte", "dose": "1", "frequency": "cada noche"},
    ],
    "benzodiazepine_pattern": "daily",
    "benzodiazepine_withdrawal_symptoms": "no",
    "opioid_reason": "pain",
    "medicine_allergies": "penicilina\n<b>látex</b>",
    "ride_home": "no",
    "acknowledgements": ["off_label", "cost"],
}


def rich_intake(version: QuestionSetVersion, patient: Patient, desk: User, by: User) -> Intake:
    """Sent in Spanish, measured, corrected, assessed, decided, void again, and a page too late."""
    intake = begin(version, patient, desk)
    intake = actions.change_language(intake=intake, language="es")
    intake = answer(intake, {"command_voices": None, "suicide_attempt": "under_3_months"})
    risks = RISKS | {"blood_pressure": reading(intake.clinic, 164, 102, days_ago=200)}
    intake = submit(answer(intake, {"suicide_attempt": "over_12_months"}), risks)
    for rule, flag in {flag.rule: flag for flag in intake.current_flags}.items():
        if rule != "mania":
            assess(flag, by=by)
    decide(intake, "NOT_SUITABLE", by=by, reason="Too much at once.\nLet us talk.", message="Hola.")
    measured = measure(intake, by, 210, 92, hours=3)
    measure(intake, by, 152, 92, hours=3, corrects=measured, note="The cuff had slipped.")
    measure(intake, by, 149, 90, hours=1)
    answer(intake, {"ride_home": "yes"})
    return actions.claim(intake=fresh(intake), by=by)


def answer(intake: Intake, answers: Mapping[str, Any]) -> Intake:
    """Send these pages, whether they are asked or not."""
    for link_id, given in answers.items():
        try:
            intake = actions.save_page(intake=intake, link_id=link_id, answer=given).intake
        except actions.ActionRefused:
            continue
    return intake


def measure(intake: Intake, by: User, systolic: int, diastolic: int, *, hours: int, **said: Any):
    return actions.record_vital_sign(
        intake=intake,
        systolic=systolic,
        diastolic=diastolic,
        heart_rate=71,
        measured_at=timezone.now() - dt.timedelta(hours=hours),
        by=by,
        **said,
    )


def others_in_the_queue(version: QuestionSetVersion, clinic: Clinic, desk: User) -> None:
    """One who never finished and is in danger, one without any flag."""
    urgent, calm = (
        begin(version, register(clinic, name, desk), desk) for name in ("Nina", "Óscar-Maximilian")
    )
    answer(urgent, {"suicide_attempt": "under_3_months"})
    actions.submit(intake=send_pages(calm), signed_name="Óscar", declaration="So it is.")


def register(clinic: Clinic, name: str, by: User) -> Patient:
    return register_patient(
        clinic=clinic,
        given_name=name,
        family_name="Featherstonehaugh-Cholmondeley",
        date_of_birth=dt.date(1990, 1, 2),
        by=by,
    )
