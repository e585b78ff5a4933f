"""What each cell of the matrix has to come to, from the declaration alone."""

from django.conf import settings
from django.urls import reverse

from tests.matrix.actors import HALF_IN, NO_CLINIC, SIGNED_OUT, Actor
from tests.matrix.cells import Came
from tests.matrix.table import (
    ConfirmPage,
    LinkPage,
    PatientPage,
    Public,
    SignedIn,
    SignInPage,
    StaffPage,
)
from tests.matrix.things import ERASED, MISSING, NOT_THERE

ALLOWED = "allowed"
SIGN_IN = "sent to sign in"
SET_UP = "sent to set up a second factor"
CHOOSE = "sent to choose a clinic"
ENDED = "told that the session is over"
WHO_ARE_YOU = "asked for the date of birth again"
HANDED_BACK = "shown what they typed"
REFUSED = "refused"
ABSENT = "not there"
CLOSED = "told that the link is closed, or the data erased"
NO_METHOD = "no such method"

STATUSES = {
    ALLOWED: {200, 201, 302, 303, 422},
    REFUSED: {403},
    ABSENT: {404},
    CLOSED: {410},
    NO_METHOD: {405},
}


def expected(route: Public, actor: Actor, method: str, relation: str) -> str:
    if isinstance(route, StaffPage | SignedIn):
        return expected_of_staff(route, actor, method, relation)
    is_led_on = isinstance(route, SignInPage) and route.whatever_the_method
    is_led_on = is_led_on and actor.state != SIGNED_OUT
    if method not in route.methods and not is_led_on:
        return NO_METHOD
    if isinstance(route, LinkPage):
        return expected_of_link(route, relation)
    if isinstance(route, PatientPage) and not actor.guest:
        is_carried = route.is_carried and method == "POST"
        return (WHO_ARE_YOU if actor.is_idle else HANDED_BACK) if is_carried else ENDED
    return ALLOWED


def expected_of_link(route: LinkPage, relation: str) -> str:
    if relation == MISSING:
        return ABSENT
    return CLOSED if relation in route.is_closed else ALLOWED


def expected_of_staff(route: Public, actor: Actor, method: str, relation: str) -> str:
    if actor.state == SIGNED_OUT:
        return SIGN_IN
    if actor.state == HALF_IN and not isinstance(route, ConfirmPage):
        return SET_UP
    if isinstance(route, StaffPage):
        if actor.state == NO_CLINIC:
            return CHOOSE
        if not route.roles & actor.roles:
            return REFUSED
    return NO_METHOD if method not in route.methods else expected_of(route, relation)


def expected_of(route: Public, relation: str) -> str:
    """Of who may, and how."""
    if relation in NOT_THERE:
        return ABSENT
    is_gone = relation == ERASED and not (isinstance(route, StaffPage) and route.outlives)
    return CLOSED if is_gone else ALLOWED


def came_to(route: Public, came: Came) -> str:
    """Told from the answer: a redirect of a guarded page from where it leads."""
    led_to = came.location.partition("?")[0]
    if came.status == 302 and not (isinstance(route, SignInPage) or led_to == "/"):
        if led_to == settings.LOGIN_URL and came.location != led_to:
            return SIGN_IN
        if led_to == reverse("second-factor"):
            return SET_UP
        if led_to == reverse("choose-clinic"):
            return CHOOSE
        if led_to == reverse("patient:ended"):
            return ENDED
    if came.status == 403 and isinstance(route, PatientPage):
        return WHO_ARE_YOU if reverse("patient:come-back") in came.body else HANDED_BACK
    found = (name for name, codes in STATUSES.items() if came.status in codes)
    return next(found, f"an answer {came.status}")
