"""The people of a clinic, as its administrators see them."""

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator

from clinics.models import Clinic, Role, User
from clinics.standing import CODE, PASSKEY


@dataclass(frozen=True)
class Person:
    user: User
    roles: tuple[Role, ...]
    factors: frozenset[str]

    @property
    def role_names(self) -> str:
        return ", ".join(role.label for role in self.roles)

    @property
    def second_factor(self) -> str:
        """In words; what is missing stands first."""
        if Role.ADMIN in self.roles and PASSKEY not in self.factors:
            return "No passkey yet, which an administrator needs"
        names = {PASSKEY: "passkey", CODE: "codes from an app"}
        shown = [words for kind, words in names.items() if kind in self.factors]
        return " and ".join(shown).capitalize() or "Nothing set up yet"


def people_of(clinic: Clinic) -> list[Person]:
    """By name. Two queries."""
    memberships = clinic.memberships.select_related("user").order_by("user__name", "user_id")
    users = {each.user_id: each.user for each in memberships}
    kinds = Authenticator.objects.filter(user__in=users).values_list("user_id", "type")
    return [person(user, memberships, kinds) for user in users.values()]


def person(user: User, memberships: Any, kinds: Any) -> Person:
    given = {each.role for each in memberships if each.user_id == user.pk}
    roles = tuple(role for role in Role if role in given)
    return Person(user, roles, frozenset(kind for owner, kind in kinds if owner == user.pk))
