"""Who may do what, and at which clinic somebody is working now."""

import functools
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from clinics import audit
from clinics.models import Clinic, Role, User

CHOSEN = "clinic"  # the session's key
# Addresses, not names: these pages are the screening app's, which this one does not know.
QUEUE = "/queue/"
QUESTION_SETS = "/question-sets/"


class Action(StrEnum):
    SEE_QUEUE = "see_queue"
    MANAGE_PATIENTS = "manage_patients"
    INVITE = "invite"
    SEE_INTAKES = "see_intakes"
    CLAIM_INTAKES = "claim_intakes"
    RECORD_VITAL_SIGNS = "record_vital_signs"
    ASSESS_FLAGS = "assess_flags"
    DECIDE = "decide"
    MANAGE_QUESTION_SETS = "manage_question_sets"
    MANAGE_CLINIC = "manage_clinic"


EVERYBODY = frozenset(Role)
CLINICAL = frozenset({Role.CLINICIAN})
ADMINS = frozenset({Role.ADMIN})

# The whole policy. What is not in it nobody may do.
POLICY: dict[Action, frozenset[Role]] = {
    Action.SEE_QUEUE: frozenset({Role.FRONT_DESK, Role.CLINICIAN}),
    Action.MANAGE_PATIENTS: EVERYBODY,
    Action.INVITE: EVERYBODY,
    Action.SEE_INTAKES: CLINICAL,
    Action.CLAIM_INTAKES: CLINICAL,
    Action.RECORD_VITAL_SIGNS: CLINICAL,
    Action.ASSESS_FLAGS: CLINICAL,
    Action.DECIDE: CLINICAL,
    Action.MANAGE_QUESTION_SETS: ADMINS,
    Action.MANAGE_CLINIC: ADMINS,
}


def may(roles: Collection[Role], action: Action) -> bool:
    return not POLICY.get(action, frozenset()).isdisjoint(roles)


class StaffRequest(HttpRequest):
    """What a view behind `require` gets."""

    user: User
    clinic: Clinic
    roles: frozenset[Role]


View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Place:
    clinic: Clinic | None
    roles: frozenset[Role]


NOWHERE = Place(None, frozenset())


class ClinicMiddleware:
    """Sets `request.clinic` and `request.roles`; a page that uses neither costs no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        place = functools.cache(lambda: place_of(request))
        request.clinic = SimpleLazyObject(lambda: place().clinic)
        request.roles = SimpleLazyObject(lambda: place().roles)
        return self.get_response(request)


def place_of(request: HttpRequest) -> Place:
    """The clinic chosen in this session, if the person still belongs to it, and their roles there.

    Read anew on each request, so a role that is taken away is gone with the next click.
    """
    user = request.user
    if not isinstance(user, User):
        return NOWHERE
    memberships = list(user.memberships.select_related("clinic"))
    clinics = {membership.clinic_id: membership.clinic for membership in memberships}
    only = next(iter(clinics)) if len(clinics) == 1 else None
    chosen = request.session.get(CHOSEN, only)
    if chosen not in clinics:
        return NOWHERE
    roles = {Role(each.role) for each in memberships if each.clinic_id == chosen}
    return Place(clinics[chosen], frozenset(roles))


def clinics_of(user: User) -> list[Clinic]:
    return list(Clinic.objects.filter(memberships__user=user).distinct())


def home_of(request: Any) -> str:
    """Where somebody's work begins."""
    if not request.clinic:
        return reverse("choose-clinic")
    if may(request.roles, Action.SEE_QUEUE):
        return QUEUE
    return QUESTION_SETS


def require(action: Action) -> Callable[[View], View]:
    """Only for who may do this at the clinic they chose; the view's `request.clinic` is set."""
    return functools.partial(guard, needs=action.value, is_allowed=lambda roles: may(roles, action))


def require_role(*needed: Role) -> Callable[[View], View]:
    return functools.partial(
        guard,
        needs=" or ".join(needed),
        is_allowed=lambda roles: not roles.isdisjoint(needed),
    )


def guard(view: View, *, needs: str, is_allowed: Callable[[frozenset[Role]], bool]) -> View:
    @functools.wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.clinic:
            return choose_first(request)
        if not is_allowed(request.roles):
            refuse(request, needs)
        return view(request, *args, **kwargs)

    return guarded


def choose_first(request: HttpRequest) -> HttpResponseRedirect:
    address = reverse("choose-clinic")
    if request.method == "GET":
        address += "?" + urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(address)


def refuse(request: StaffRequest, needs: str) -> None:
    match = request.resolver_match
    audit.record(
        clinic=request.clinic,
        action="access.denied",
        actor=request.user,
        details={"page": match.view_name if match else "", "needs": needs},
    )
    raise PermissionDenied
