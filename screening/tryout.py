"""What somebody who tries the program needs: who to sign in as, and links to open.

Only in try-out mode, where everything is made up and the server listens on loopback.
"""

import datetime
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from clinics import scopes
from clinics.models import Clinic, Membership

# Published on purpose: in production no account of the demo domain may exist.
PASSWORD = "try-forescreen-2026"  # noqa: S105


@dataclass(frozen=True)
class OpenLink:
    """An invitation for whoever tries the program; `born` is YYYY-MM-DD."""

    clinic: str
    patient: str
    born: str
    token: str

    @property
    def birth_date(self) -> datetime.date:
        return datetime.date.fromisoformat(self.born)


@dataclass(frozen=True)
class Guide:
    password: str
    staff: tuple[Membership, ...]
    links: tuple[OpenLink, ...]


def guide() -> Guide | None:
    """None in production, and before there is any demo data."""
    if not settings.TRYOUT:
        return None
    found = tuple(staff for clinic in Clinic.objects.order_by("pk") for staff in demo_staff(clinic))
    return Guide(PASSWORD, found, read_links()) if found else None


def demo_staff(clinic: Clinic) -> list[Membership]:
    with scopes.at_clinic(clinic):
        staff = clinic.memberships.filter(user__email__endswith=f"@{settings.DEMO_DOMAIN}")
        return list(staff.select_related("user", "clinic").order_by("pk"))


def keep_links(links: Iterable[OpenLink]) -> None:
    """Beside the database, which holds no token, so that a later start can say them again."""
    text = json.dumps([asdict(link) for link in links], indent=1)
    _links_file().write_text(text, encoding="utf-8")


def read_links() -> tuple[OpenLink, ...]:
    file = _links_file()
    if not file.exists():
        return ()
    return tuple(OpenLink(**link) for link in json.loads(file.read_text(encoding="utf-8")))


def _links_file() -> Path:
    return Path(settings.DATA_DIR) / "demo-links.json"
