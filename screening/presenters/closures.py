"""Why a link no longer opens anything, in words for the patient who holds it."""

from dataclasses import dataclass

from django.utils.translation import gettext

from screening.models import Closed


@dataclass(frozen=True)
class Closure:
    heading: str
    explanation: str


def closure(why: Closed) -> Closure:
    if why == Closed.LOCKED:
        return Closure(
            gettext("This link is locked"),
            gettext("The date of birth was wrong too many times. Please call us for a new link."),
        )
    if why == Closed.EXPIRED:
        return Closure(
            gettext("This link is too old"),
            gettext("The time to answer is over. Please call us if you want a new link."),
        )
    if why == Closed.WITHDRAWN:
        return Closure(
            gettext("This link is closed"),
            gettext("You took back your answers. Please call us if you want a new link."),
        )
    return Closure(
        gettext("This link is closed"),
        gettext("The clinic has closed this link. You may have a newer one."),
    )
