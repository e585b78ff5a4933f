from clinics.actions.break_glass import (
    BreakGlassRefused,
    break_glass,
    end_break_glass,
    end_expired,
    sound_alarm,
)
from clinics.actions.clinics import create_clinic, update_clinic
from clinics.actions.patients import register_patient, update_patient
from clinics.actions.staff import (
    activate_staff,
    create_staff,
    deactivate_staff,
    grant_role,
    revoke_role,
)

__all__ = [
    "BreakGlassRefused",
    "activate_staff",
    "break_glass",
    "create_clinic",
    "create_staff",
    "deactivate_staff",
    "end_break_glass",
    "end_expired",
    "grant_role",
    "register_patient",
    "revoke_role",
    "sound_alarm",
    "update_clinic",
    "update_patient",
]
