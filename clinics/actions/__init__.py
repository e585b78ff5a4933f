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
    "activate_staff",
    "create_clinic",
    "create_staff",
    "deactivate_staff",
    "grant_role",
    "register_patient",
    "revoke_role",
    "update_clinic",
    "update_patient",
]
