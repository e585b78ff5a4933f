from clinics.actions.break_glass import (
    BreakGlassRefused,
    break_glass,
    end_break_glass,
    end_expired,
    sound_alarm,
)
from clinics.actions.clinics import create_clinic, update_clinic
from clinics.actions.patients import register_patient, update_patient
from clinics.actions.people import remove_from_clinic, set_roles
from clinics.actions.staff import (
    LastAdministrator,
    activate_staff,
    create_staff,
    deactivate_staff,
    end_sessions,
    grant_role,
    revoke_role,
)
from clinics.actions.staff_invitations import (
    InvitationClosed,
    accept_with_account,
    accept_with_new_account,
    find_staff_invitation,
    invite_staff,
    revoke_staff_invitation,
)

__all__ = [
    "BreakGlassRefused",
    "InvitationClosed",
    "LastAdministrator",
    "accept_with_account",
    "accept_with_new_account",
    "activate_staff",
    "break_glass",
    "create_clinic",
    "create_staff",
    "deactivate_staff",
    "end_break_glass",
    "end_expired",
    "end_sessions",
    "find_staff_invitation",
    "grant_role",
    "invite_staff",
    "register_patient",
    "remove_from_clinic",
    "revoke_role",
    "revoke_staff_invitation",
    "set_roles",
    "sound_alarm",
    "update_clinic",
    "update_patient",
]
