"""Where our accounts differ from allauth's: who gets in, what is counted, what is on record."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from clinics import audit, lifetimes
from clinics.access import home_of
from clinics.factors import can_remove
from clinics.keys import decrypt_system, encrypt_system
from clinics.limits import SIGN_IN_BY_EMAIL, SIGN_IN_BY_NETWORK
from clinics.mails import tell_of_change
from clinics.models import User
from clinics.models.user import normalise_email
from clinics.standing import is_fresh
from clinics.throttling import client_address, client_network, forget_old, give_back, spend

TOO_MANY = "There were too many tries. Wait a minute, then try again."
SECRET = "second factor"  # noqa: S105 - the field's name


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": (
            "This e-mail address and this password do not go together. Check both."
        ),
        "too_many_login_attempts": TOO_MANY,
        "incorrect_password": "This is not your password.",
        "enter_current_password": "This is not your password now.",
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
        lifetimes.begin(request.session)
        audit.record(clinic=None, action="account.signed_in", actor=cast(User, user), obj=user)

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """After a passkey; a password of a closed account is not even found right."""
        return redirect("sign-in")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return not is_fresh(context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        words = {
            reverse("account_reauthenticate"): "Use your password",
            reverse("mfa_reauthenticate"): "Use a code",
            reverse("mfa_reauthenticate_webauthn"): "Use a passkey",
        }
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": words[method["url"]]} for method in methods]

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

    def send_notification_mail(
        self, template_prefix: str, user: Any, *args: Any, **kw: Any
    ) -> None:
        tell_of_change.enqueue(user.pk, template_prefix)


def owner_of_factors() -> str:
    """Who is signed in, or between the password and the second step."""
    request = context.request
    user = request.user if request.user.is_authenticated else request._login_stage.login.user
    return str(user.pk)


class MfaAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right. A code works once, and for half a minute.",
        "incorrect_passkey": "This passkey was not accepted. Try again.",
        "too_many_codes": TOO_MANY,
        "cannot_delete_authenticator": "You cannot do without it. Set up something else first.",
    }

    def encrypt(self, text: str) -> str:
        return encrypt_system(text, row=owner_of_factors(), field=SECRET)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises DecryptionFailed, also for the secret of somebody else."""
        return decrypt_system(encrypted_text, row=owner_of_factors(), field=SECRET)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return can_remove(authenticator)

    def get_totp_issuer(self) -> str:
        return "Forescreen"

    def build_totp_svg(self, url: str) -> str:
        """A drawing to stand in the page, without the prologue of a file of its own."""
        return super().build_totp_svg(url).partition("?>")[2].strip()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002
        count = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {count + 1}" if count else "Passkey"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the host that people open, which the settings have checked."""
        return {"id": context.request.get_host().partition(":")[0], "name": "Forescreen"}
