"""What staff fill in. Forms check; actions do."""

from clinics.forms.account import ChooseClinicForm
from clinics.forms.clinics import ClinicForm
from clinics.forms.patients import PatientForm, PatientSearchForm
from clinics.forms.people import InviteForm, NewAccountForm, RolesForm

__all__ = [
    "ChooseClinicForm",
    "ClinicForm",
    "InviteForm",
    "NewAccountForm",
    "PatientForm",
    "PatientSearchForm",
    "RolesForm",
]
