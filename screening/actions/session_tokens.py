"""The secret of a patient's session. It names the link that it was opened with, signed, so that
somebody who comes back when it is over is known well enough to be asked for the date of birth."""

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer

from clinics import scopes
from screening.actions.tokens import new_token
from screening.models import Invitation


@dataclass(frozen=True)
class Named:
    """A clinic and a link of it, by their numbers: no address takes them."""

    clinic: int
    link: int


def signer() -> Signer:
    """Made when it is needed: commands that serve nobody go without a secret key."""
    return Signer(salt="a patient's session", sep=".")


def new_session_token(invitation: Invitation) -> str:
    """256 bits that nobody can guess, behind what they stand for."""
    return signer().sign(f"{invitation.clinic_id}:{invitation.pk}:{new_token()}")


def named_by(token: str) -> Named | None:
    """None for what this program never gave out. It opens nothing by itself."""
    try:
        clinic, link, _ = signer().unsign(token).split(":")
    except (BadSignature, UnicodeEncodeError):
        return None
    return Named(int(clinic), int(link))


def link_of_session(*, token: str) -> Invitation | None:
    """The link behind a session, alive or over: this link, and no other one, opens it again."""
    named = named_by(token)
    if named is None:
        return None
    with scopes.at_clinic(named.clinic):
        found = Invitation.objects.select_related("clinic", "version", "patient")
        return found.defer("version__document").filter(pk=named.link).first()
