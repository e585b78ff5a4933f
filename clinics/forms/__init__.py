"""What staff fill in. Forms check; actions do."""

from clinics.forms.account import ChooseClinicForm
from clinics.forms.clinics import ClinicForm
from clinics.forms.patients import PatientForm, PatientSearchForm

__all__ = ["ChooseClinicForm", "ClinicForm", "PatientForm", "PatientSearchForm"]
