"""Signing in and out, and the clinic somebody works at."""

import datetime

from django.contrib.auth import authenticate, login, logout
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from clinics import audit
from clinics.access import CHOSEN
from clinics.models import Clinic, User
from clinics.models.user import normalise_email
from clinics.throttling import Limit, client_network, forget_old, give_back, spend

BY_EMAIL = Limit("sign-in by e-mail", at_once=5, each=datetime.timedelta(seconds=30))
BY_NETWORK = Limit("sign-in by network", at_once=30, each=datetime.timedelta(seconds=5))


class SignInRefused(Exception):
    """The e-mail address and the password do not go together, or the account is closed."""


class TooManyTries(Exception):
    """Not even looked at; trying again a minute later is."""


def sign_in(*, request: HttpRequest, email: str, password: str) -> User:
    """Raises SignInRefused or TooManyTries, and neither tells whether there is such an account."""
    email = normalise_email(email)
    if not (spend(BY_NETWORK, client_network(request)) and spend(BY_EMAIL, email)):
        raise TooManyTries
    user = authenticate(request, username=email, password=password)
    if not isinstance(user, User):
        audit.record(clinic=None, action="account.sign_in_refused")
        raise SignInRefused
    with transaction.atomic():
        give_back(BY_EMAIL, email)
        forget_old(now=timezone.now())
        login(request, user)
        audit.record(clinic=None, action="account.signed_in", actor=user, obj=user)
    return user


def sign_out(*, request: HttpRequest) -> None:
    user = request.user
    if isinstance(user, User):
        audit.record(clinic=None, action="account.signed_out", actor=user, obj=user)
    logout(request)


def choose_clinic(*, request: HttpRequest, clinic: Clinic, by: User) -> None:
    """The caller has looked that `by` belongs to the clinic; each request looks again."""
    request.session[CHOSEN] = clinic.pk
    audit.record(clinic=clinic, action="clinic.chosen", actor=by, obj=clinic)
