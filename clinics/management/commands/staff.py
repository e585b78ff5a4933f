import getpass
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from clinics import actions, audit, scopes
from clinics.factors import forget_factors
from clinics.mails import staff_link
from clinics.management.commands.clinic import in_words
from clinics.models import ActorKind, Clinic, Role, User
from clinics.models.user import normalise_email


class Command(BaseCommand):
    help = "Lets people in and keeps them out, for operators. Every step is in the audit trail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="what", required=True)
        invite = words.add_parser(
            "invite", help="print a link with which somebody makes an account"
        )
        add = words.add_parser("add", help="give roles, with a new account if there is none")
        revoke = words.add_parser("revoke", help="take one role away")
        for one in (invite, add, revoke):
            one.add_argument("--clinic", required=True, help="the clinic's slug")
        for one in (invite, revoke):
            one.add_argument("--role", required=True, choices=Role.values)
        add.add_argument("--role", required=True, action="append", choices=Role.values)
        add.add_argument("--name", help="as colleagues see it; needed for a new account")
        close = words.add_parser("close", help="keep somebody out, at every clinic, at once")
        for one in (revoke, close):
            one.add_argument("--even-the-last", action="store_true", help="administrator, too")
        reopen = words.add_parser("reopen", help="let somebody in again")
        reset = words.add_parser(
            "reset-factors", help="forget passkeys and codes, so that new ones are set up"
        )
        for one in (invite, add, revoke, close, reopen, reset):
            one.add_argument("email", help="signs in with it")
        end = words.add_parser("end-sessions", help="sign somebody out, wherever they are in")
        whose = end.add_mutually_exclusive_group(required=True)
        whose.add_argument("email", nargs="?", help="signs in with it")
        whose.add_argument("--everybody", action="store_true", help="all staff of all clinics")

    @transaction.atomic
    def handle(self, *args: Any, what: str, **options: Any) -> None:
        try:
            self.stdout.write(WORDS[what](**options))
        except ValidationError as error:
            raise CommandError("\n".join(in_words(error))) from error


def invite(*, clinic: str, email: str, role: str, **options: Any) -> str:
    found = clinic_named(clinic)
    with scopes.at_clinic(found):
        _, token = actions.invite_staff(clinic=found, email=email, role=Role(role))
    return f"This link works once, for three days:\n{staff_link(token)}"


def add(*, clinic: str, email: str, role: list[str], name: str | None, **options: Any) -> str:
    found, user = clinic_named(clinic), account(email, name)
    with scopes.at_clinic(found):
        for one in role:
            actions.grant_role(user=user, clinic=found, role=Role(one))
    return f"{user.name} works at {found.name} as {', '.join(role)}."


def revoke(*, clinic: str, email: str, role: str, even_the_last: bool, **options: Any) -> str:
    found, user = clinic_named(clinic), user_named(email)
    with scopes.at_clinic(found):
        actions.revoke_role(user=user, clinic=found, role=Role(role), even_the_last=even_the_last)
    return f"{user.name} is not {role} at {found.name} any more."


def close(*, email: str, even_the_last: bool, **options: Any) -> str:
    user = user_named(email)
    actions.deactivate_staff(user=user, even_the_last=even_the_last)
    return f"{user.name} cannot sign in any more."


def reopen(*, email: str, **options: Any) -> str:
    user = user_named(email)
    actions.activate_staff(user=user)
    return f"{user.name} can sign in again."


def reset_factors(*, email: str, **options: Any) -> str:
    user = user_named(email)
    count = forget_factors(user=user)
    actions.end_sessions(user=user)
    audit.record(
        clinic=None, action="account.factors_reset", actor_kind=ActorKind.OPERATOR, obj=user
    )
    return f"{count} forgotten. {user.name} sets up new ones at the next sign-in."


def end_sessions(*, email: str | None, everybody: bool, **options: Any) -> str:
    users = list(User.objects.all()) if everybody else [user_named(email or "")]
    for user in users:
        actions.end_sessions(user=user)
        audit.record(
            clinic=None, action="account.sessions_ended", actor_kind=ActorKind.OPERATOR, obj=user
        )
    names = "Everybody" if everybody else users[0].name
    return f"{names} is signed out everywhere, and can sign in again."


WORDS: dict[str, Callable[..., str]] = {
    "invite": invite,
    "add": add,
    "revoke": revoke,
    "close": close,
    "reopen": reopen,
    "reset-factors": reset_factors,
    "end-sessions": end_sessions,
}


def clinic_named(slug: str) -> Clinic:
    clinic = Clinic.objects.filter(slug=slug).first()
    if clinic is None:
        raise CommandError(f"There is no clinic {slug}.")
    return clinic


def user_named(email: str) -> User:
    user = User.objects.filter(email=normalise_email(email)).first()
    if user is None:
        raise CommandError(f"There is no account {email}.")
    return user


def account(email: str, name: str | None) -> User:
    user = User.objects.filter(email=normalise_email(email)).first()
    if user:
        return user
    if not name:
        raise CommandError(f"There is no account {email} yet; give --name to make one.")
    return actions.create_staff(email=email, name=name, password=read_password())


def read_password() -> str:
    """Typed unseen, or the first line of standard input; never an argument: others see those."""
    if sys.stdin.isatty():
        return getpass.getpass("Password: ")
    return sys.stdin.readline().rstrip("\n")
