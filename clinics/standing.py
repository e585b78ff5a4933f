"""What somebody has shown in this session beside the password, and whether it is enough."""

import time
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from clinics import scopes
from clinics.models import Membership, Role, User

PASSKEY = Authenticator.Type.WEBAUTHN
CODE = Authenticator.Type.TOTP
RECOVERY = Authenticator.Type.RECOVERY_CODES
FRESH = 5 * 60  # seconds for which a factor that was shown confirms what is done


class Lack(StrEnum):
    """Why a session may not see data yet."""

    FACTOR = "factor"  # no second factor is set up
    PROOF = "proof"  # one is set up, and this session has not shown it
    PASSKEY = "passkey"  # an administrator has to set a passkey up
    PASSKEY_PROOF = "passkey proof"  # an administrator has one and came in without it


TO_SET_UP = frozenset({Lack.FACTOR, Lack.PASSKEY})


def is_waived(user: Any) -> bool:
    """The demo people of the try-out mode come in with their published password alone."""
    return settings.TRYOUT and user.email.endswith(f"@{settings.DEMO_DOMAIN}")


def shown(request: HttpRequest) -> set[str]:
    """The kinds of second factor that this session has shown."""
    records = get_authentication_records(request, request.user)
    return {record.get("type", "") for record in records if record["method"] == "mfa"}


def lack_of(request: Any) -> Lack | None:
    """What somebody signed in has yet to show; None when it is enough. Looked up once a request."""
    if not hasattr(request, "second_factor_lack"):
        request.second_factor_lack = find_lack(request)
    return request.second_factor_lack


def is_administrator(user: User) -> bool:
    """At any clinic."""
    with scopes.holding(Membership, user.pk):
        return user.memberships.filter(role=Role.ADMIN).exists()


def find_lack(request: HttpRequest) -> Lack | None:
    user = request.user
    if not isinstance(user, User) or is_waived(user):
        return None
    kinds = shown(request)
    if PASSKEY in kinds:
        return None
    is_admin = is_administrator(user)
    if kinds and not is_admin:
        return None
    set_up = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    if not is_admin:
        return Lack.PROOF if set_up else Lack.FACTOR
    if PASSKEY in set_up and RECOVERY not in kinds:
        return Lack.PASSKEY_PROOF
    return Lack.PASSKEY if kinds or not set_up else Lack.PROOF


def is_fresh(request: HttpRequest) -> bool:
    """Whether any factor was shown in the last minutes, at the sign-in or to confirm."""
    records = get_authentication_records(request, request.user)
    return any(time.time() - record["at"] < FRESH for record in records)


def reachable_with(*lacks: Lack) -> Callable[[Any], Any]:
    """Marks a view that somebody with one of these lacks may open all the same."""

    def mark(view: Any) -> Any:
        view.reachable_with = frozenset(lacks)
        return view

    return mark
