from clinics.models.append_only import AppendOnly, AppendOnlyError
from clinics.models.audit import ActorKind, AuditChain, AuditEvent
from clinics.models.break_glass import BreakGlass
from clinics.models.clinic import Clinic
from clinics.models.data_key import DataKey, Purpose
from clinics.models.membership import Membership, Role
from clinics.models.patient import Patient
from clinics.models.patient_token import PatientToken
from clinics.models.staff_invitation import StaffInvitation
from clinics.models.tenant import Tenant
from clinics.models.throttle import Throttle
from clinics.models.user import User

__all__ = [
    "ActorKind",
    "AppendOnly",
    "AppendOnlyError",
    "AuditChain",
    "AuditEvent",
    "BreakGlass",
    "Clinic",
    "DataKey",
    "Membership",
    "Patient",
    "PatientToken",
    "Purpose",
    "Role",
    "StaffInvitation",
    "Tenant",
    "Throttle",
    "User",
]
