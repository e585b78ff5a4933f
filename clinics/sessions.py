"""The sessions of staff: ending them, and the clinic somebody works at."""

from allauth.account.internal.flows.logout import logout
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from clinics import audit, scopes
from clinics.access import CHOSEN
from clinics.models import Clinic, User


def sign_out(*, request: HttpRequest) -> None:
    user = request.user
    if isinstance(user, User):
        audit.record(clinic=None, action="account.signed_out", actor=user, obj=user)
        UserSession.objects.filter(session_key=request.session.session_key).delete()
    logout(request, show_message=False)


def choose_clinic(*, request: HttpRequest, clinic: Clinic, by: User) -> None:
    """The caller has looked that `by` belongs to the clinic; each request looks again."""
    request.session[CHOSEN] = clinic.pk
    with scopes.at_clinic(clinic):
        audit.record(clinic=clinic, action="clinic.chosen", actor=by, obj=clinic)


def open_of(user: User) -> list[UserSession]:
    """Where somebody is signed in, the newest first; what has ended is forgotten on the way."""
    found = UserSession.objects.purge_and_list(user)
    return sorted(found, key=lambda session: session.created_at, reverse=True)


def end_session(*, number: int, by: User) -> None:
    """One of one's own. Raises UserSession.DoesNotExist for any other."""
    UserSession.objects.get(user=by, pk=number).end()
    audit.record(clinic=None, action="account.session_ended", actor=by, obj=by)


def end_others(*, request: HttpRequest, by: User) -> None:
    """All but the one that asks."""
    end_other_sessions(request, by)
    audit.record(clinic=None, action="account.other_sessions_ended", actor=by, obj=by)


def has_account(email: str) -> bool:
    """One that is open."""
    return User.objects.filter(email=email, is_active=True).exists()
