"""Signing out, and the clinic somebody works at."""

from allauth.account.internal.flows.logout import logout
from django.http import HttpRequest

from clinics import audit, scopes
from clinics.access import CHOSEN
from clinics.models import Clinic, User


def sign_out(*, request: HttpRequest) -> None:
    user = request.user
    if isinstance(user, User):
        audit.record(clinic=None, action="account.signed_out", actor=user, obj=user)
    logout(request, show_message=False)


def choose_clinic(*, request: HttpRequest, clinic: Clinic, by: User) -> None:
    """The caller has looked that `by` belongs to the clinic; each request looks again."""
    request.session[CHOSEN] = clinic.pk
    with scopes.at_clinic(clinic):
        audit.record(clinic=clinic, action="clinic.chosen", actor=by, obj=clinic)
