from django.urls import URLPattern, URLResolver, include, path, re_path

from clinics.standing import TO_SET_UP, Lack, reachable_with
from clinics.views import (
    account,
    clinics,
    confirming,
    own_sessions,
    passkeys,
    passwords,
    patients,
    people,
    second_factors,
    staff_invitations,
)

to_set_up = reachable_with(*TO_SET_UP)
to_confirm = reachable_with(*Lack)

# Names with an underscore are those that allauth knows the pages by. Its other pages are not here.
account_pages: list[URLPattern | URLResolver] = [
    path("", second_factors.account, name="account"),
    path("sign-in/", account.sign_in, name="sign-in"),
    path("sign-in/", account.sign_in, name="account_login"),
    path("sign-in/passkey/", passkeys.sign_in, name="mfa_login_webauthn"),
    path("sign-in/second-step/", second_factors.second_step, name="mfa_authenticate"),
    path("sign-out/", account.sign_out, name="sign-out"),
    path("second-factor/", to_set_up(second_factors.second_factor), name="second-factor"),
    path("codes/", to_set_up(second_factors.set_up_codes), name="mfa_activate_totp"),
    path("codes/remove/", second_factors.remove_codes, name="mfa_deactivate_totp"),
    path("passkeys/add/", to_set_up(passkeys.add), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/remove/", passkeys.remove, name="mfa_remove_webauthn"),
    path("recovery-codes/", second_factors.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "recovery-codes/new/", second_factors.new_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path("confirm/", to_confirm(confirming.by_password), name="account_reauthenticate"),
    path("confirm/code/", to_confirm(confirming.by_code), name="mfa_reauthenticate"),
    path("confirm/passkey/", to_confirm(confirming.by_passkey), name="mfa_reauthenticate_webauthn"),
    path("password/", passwords.change, name="account_change_password"),
    path("password/forgotten/", passwords.forgotten, name="account_reset_password"),
    path("password/forgotten/sent/", passwords.sent, name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        passwords.new,
        name="account_reset_password_from_key",
    ),
    path("invited/<str:token>/", staff_invitations.staff_invitation, name="staff-invitation"),
    path("sessions/", own_sessions.own_sessions, name="own-sessions"),
    path("sessions/<int:number>/end/", own_sessions.end_session, name="end-session"),
    path("sessions/end-others/", own_sessions.end_other_sessions, name="end-other-sessions"),
]

people_pages: list[URLPattern | URLResolver] = [
    path("", people.people, name="people"),
    path("invite/", people.invite_person, name="person-invite"),
    path("<int:number>/", people.person, name="person"),
    path("<int:number>/remove/", people.remove_person, name="person-remove"),
    path(
        "invitations/<uuid:public_id>/revoke/",
        people.revoke_invitation,
        name="revoke-staff-invitation",
    ),
]

urlpatterns = [
    path("account/", include(account_pages)),
    path("people/", include(people_pages)),
    path("clinics/choose/", clinics.choose_clinic, name="choose-clinic"),
    path("clinics/settings/", clinics.clinic_settings, name="clinic-settings"),
    path("patients/", patients.patient_list, name="patients"),
    path("patients/new/", patients.register_patient, name="patient-new"),
]
