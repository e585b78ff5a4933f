from django.urls import path

from clinics.views import account, clinics, patients

urlpatterns = [
    path("account/sign-in/", account.sign_in, name="sign-in"),
    path("account/sign-out/", account.sign_out, name="sign-out"),
    path("account/sign-in/", account.sign_in, name="account_login"),  # allauth's name for it
    path("clinics/choose/", clinics.choose_clinic, name="choose-clinic"),
    path("clinics/settings/", clinics.clinic_settings, name="clinic-settings"),
    path("patients/", patients.patient_list, name="patients"),
    path("patients/new/", patients.register_patient, name="patient-new"),
]
