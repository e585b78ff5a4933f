"""What stands on every staff page: where one can go from here."""

from dataclasses import dataclass

from django import template
from django.urls import reverse

from clinics.access import StaffRequest
from clinics.policy import Action, may
from clinics.standing import is_waived

register = template.Library()

PLACES = (
    ("Queue", "queue", Action.SEE_QUEUE),
    ("Patients", "patients", Action.MANAGE_PATIENTS),
    ("Dashboard", "dashboard", Action.SEE_DASHBOARD),
    ("Question sets", "question-sets", Action.MANAGE_QUESTION_SETS),
    ("Flag rates", "flag-rates", Action.SEE_FLAG_RATES),
    ("People", "people", Action.MANAGE_PEOPLE),
    ("Clinic", "clinic-settings", Action.MANAGE_CLINIC),
    ("Audit trail", "audit", Action.SEE_AUDIT),
)


@dataclass(frozen=True)
class Place:
    text: str
    url: str
    is_current: bool


@register.simple_tag
def places(request: StaffRequest) -> list[Place]:
    """The parts of the staff pages that this person may see."""
    return [
        Place(text, url, request.path.startswith(url))
        for text, name, action in PLACES
        if may(request.actor, action, request.clinic)
        for url in [reverse(name)]
    ]


@register.simple_tag
def without_second_factor(request: StaffRequest) -> bool:
    """Whether this person came in as nobody can in service."""
    return is_waived(request.user)
