"""Where our accounts differ from allauth's: who gets in, what is counted, what is on record."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from django.contrib.auth import authenticate
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from clinics import audit
from clinics.access import home_of
from clinics.limits import SIGN_IN_BY_EMAIL, SIGN_IN_BY_NETWORK
from clinics.models import User
from clinics.models.user import normalise_email
from clinics.throttling import client_address, client_network, forget_old, give_back, spend

TOO_MANY = "There were too many tries. Wait a minute, then try again."


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": (
            "This e-mail address and this password do not go together. Check both."
        ),
        "too_many_login_attempts": TOO_MANY,
        "incorrect_password": "This is not your password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raises ValidationError when there were too many tries; the password is not looked at."""
        email = normalise_email(credentials["email"])
        network = client_network(request)
        if not (spend(SIGN_IN_BY_NETWORK, network) and spend(SIGN_IN_BY_EMAIL, email)):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """A closed account is answered as one that does not exist."""
        self.pre_authenticate(request, **credentials)
        user = authenticate(request, **credentials)
        AuthenticationBackend.unstash_authenticated_user()
        if user is None:
            self.authentication_failed(request, **credentials)
            return None
        give_back(SIGN_IN_BY_EMAIL, user.email)
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        audit.record(clinic=None, action="account.sign_in_refused")

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        found = self.authenticate(context.request, email=cast(User, user).email, password=password)
        return found is not None and found.pk == user.pk

    @transaction.atomic
    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        forget_old(now=timezone.now())
        super().login(request, user)
        audit.record(clinic=None, action="account.signed_in", actor=cast(User, user), obj=user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return home_of(request)

    def is_safe_url(self, url: str | None) -> bool:
        """Only a path of this very host."""
        request = context.request
        return (url or "").startswith("/") and url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def is_ajax(self, request: HttpRequest) -> bool:
        """Every page answers as a page, whatever a header asks for."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or "0.0.0.0"  # noqa: S104 - nowhere is bound to it

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our views say what happened, in our words."""
