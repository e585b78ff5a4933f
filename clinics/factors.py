"""The second factors of a person, and which of them they can do without."""

from allauth.mfa.models import Authenticator

from clinics.models import User
from clinics.standing import PASSKEY, RECOVERY, is_administrator


def can_remove(factor: Authenticator) -> bool:
    """Not the last one, and not an administrator's last passkey: they would be kept out."""
    others = Authenticator.objects.filter(user_id=factor.user_id).exclude(pk=factor.pk)
    if is_administrator(factor.user):
        others = others.filter(type=PASSKEY) if factor.type == PASSKEY else others
    return others.exclude(type=RECOVERY).exists()


def forget_factors(*, user: User) -> int:
    """All of somebody's, who sets up new ones at the next sign-in; how many there were."""
    return Authenticator.objects.filter(user=user).delete()[0]
