"""A page that came when its session was over: sealed, it goes through the form for the date of
birth and comes back. The browser holds it, so nothing of it is stored before the date is right."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clinics.encryption import DecryptionFailed
from screening.models import Intake

FIELD = "carried_page"
"""In place of a column's name: a seal of this kind opens nowhere else."""


@dataclass(frozen=True)
class CarriedPage:
    """The address that it was sent to, and all fields of its form."""

    path: str
    fields: Mapping[str, Sequence[str]]


def seal_page(intake: Intake, page: CarriedPage) -> str:
    """Bound to this intake: sent back to any other one, it cannot be opened."""
    text = json.dumps([page.path, {name: list(page.fields[name]) for name in page.fields}])
    return base64.urlsafe_b64encode(intake.seal(FIELD, text.encode())).decode()


def open_page(intake: Intake, sealed: str) -> CarriedPage:
    """Raises DecryptionFailed for anything but a page that was sealed for this intake."""
    try:
        data = base64.urlsafe_b64decode(sealed.encode())
    except (binascii.Error, UnicodeEncodeError):
        raise DecryptionFailed("no sealed page") from None
    path, fields = json.loads(intake.open_sealed(FIELD, data))
    return CarriedPage(path, fields)
