"""Who is asking, at which clinic they work now, and what stands before a view to check it."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from clinics import audit, scopes
from clinics.models import Clinic, Membership, Role, User
from clinics.policy import Action, Actor, Anonymous, Operator, Staff, may
from clinics.standing import is_fresh, lack_of

CHOSEN = "clinic"  # the session's keys
EMERGENCY = "emergency"
# Addresses, not names: these pages are the screening app's, which this one does not know.
QUEUE = "/queue/"
QUESTION_SETS = "/question-sets/"

Row = TypeVar("Row", bound=models.Model)
View = Callable[..., HttpResponseBase]


class StaffRequest(HttpRequest):
    """What a view behind `require` gets: `action` is what it needs."""

    user: User
    actor: Staff
    clinic: Clinic
    action: Action


class ClinicMiddleware:
    """Sets `request.actor` and `request.clinic`; a page that uses neither costs no query.

    A request begins with nobody's rows in scope; `require` and the patient's session say whose.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        actor = functools.cache(lambda: actor_of(request))
        request.actor = SimpleLazyObject(actor)
        request.clinic = SimpleLazyObject(lambda: getattr(actor(), "clinic", None))
        with scopes.nowhere():
            return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor:
    """Staff are at work at the clinic chosen in this session, if they still belong to it.

    Read anew on each request, so a role that is taken away is gone with the next click.
    """
    user = request.user
    if not isinstance(user, User):
        return Anonymous()
    if user.is_superuser:
        return Operator(user)
    with scopes.holding(Membership, user.pk):
        memberships = list(user.memberships.select_related("clinic"))
    clinics = {membership.clinic_id: membership.clinic for membership in memberships}
    only = next(iter(clinics)) if len(clinics) == 1 else None
    chosen = request.session.get(CHOSEN, only)
    if chosen not in clinics:
        return Anonymous()
    here = [each for each in memberships if each.clinic_id == chosen]
    note_break_glass(request, user, here)
    roles = frozenset(Role(each.role) for each in here)
    return Staff(user, clinics[chosen], roles, is_verified=lack_of(request) is None)


def note_break_glass(request: Any, user: User, memberships: list[Membership]) -> None:
    """Emergency access shows on each page, and its first use in a session is an event."""
    for membership in memberships:
        if membership.expires_at is None:
            continue
        request.emergency_until = membership.expires_at
        if request.session.get(EMERGENCY) != membership.pk:
            request.session[EMERGENCY] = membership.pk
            with scopes.at_clinic(membership.clinic):
                audit.record(
                    clinic=membership.clinic,
                    action="break_glass.used",
                    actor=user,
                    details={"role": membership.role},
                )


def clinics_of(user: User) -> list[Clinic]:
    """Where somebody can work; an operator nowhere."""
    if user.is_superuser:
        return []
    with scopes.holding(Membership, user.pk):
        return list(Clinic.objects.filter(pk__in=user.memberships.values("clinic")))


def home_of(request: Any) -> str:
    """Where somebody's work begins."""
    if lack_of(request):
        return reverse("second-factor")
    if not request.clinic:
        return reverse("choose-clinic")
    if may(request.actor, Action.SEE_QUEUE, request.clinic):
        return QUEUE
    return QUESTION_SETS


def require(action: Action) -> Callable[[View], View]:
    """Only for who may do this at the clinic they chose; the view's `request.clinic` is set."""
    return functools.partial(guard, action=action)


def guard(view: View, *, action: Action) -> View:
    @functools.wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.clinic:
            return choose_first(request)
        with scopes.at_clinic(request.clinic):
            if not may(request.actor, action, request.clinic):
                refuse(request, action)
            request.action = action
            return view(request, *args, **kwargs)

    return guarded


def confirmed(view: View) -> View:
    """Only for who has shown within the last minutes who they are; others do so first.

    What they posted is not kept: they come back to the page and send it again.
    """

    @functools.wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        address = reverse("account_reauthenticate")
        return HttpResponseRedirect(f"{address}?{urlencode({'next': request.get_full_path()})}")

    return guarded


def load_row(request: StaffRequest, rows: models.QuerySet[Row], **by: object) -> Row:
    """The one row, for the action that the view needs; every other is the same 404.

    Raises Http404 for a row that is missing, and for one on which the policy does not allow it.
    """
    if any("\0" in value for value in by.values() if isinstance(value, str)):
        raise Http404  # no row has one, and PostgreSQL does not even look
    row = get_object_or_404(rows, **by)
    if not may(request.actor, request.action, row):
        raise Http404
    return row


def other_clinics(request: StaffRequest, action: Action) -> list[Clinic]:
    """Where else this person may do the same, by the roles that they have there."""
    with scopes.holding(Membership, request.user.pk):
        memberships = list(request.user.memberships.select_related("clinic"))
    roles: dict[Clinic, set[Role]] = {}
    for membership in memberships:
        roles.setdefault(membership.clinic, set()).add(Role(membership.role))
    is_verified = request.actor.is_verified
    there = [
        Staff(request.user, clinic, frozenset(held), is_verified)
        for clinic, held in roles.items()
        if clinic != request.clinic
    ]
    return [staff.clinic for staff in there if may(staff, action, staff.clinic)]


def choose_first(request: HttpRequest) -> HttpResponseRedirect:
    address = reverse("choose-clinic")
    if request.method == "GET":
        address += "?" + urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(address)


def refuse(request: StaffRequest, action: Action) -> None:
    match = request.resolver_match
    audit.record(
        clinic=request.clinic,
        action="access.denied",
        actor=request.user,
        details={"page": match.view_name if match else "", "needs": action.value},
    )
    raise PermissionDenied
