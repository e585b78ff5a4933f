from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from clinics.models import Clinic, Membership
from screening.management.demo import PASSWORD, OpenLink, build_demo
from screening.startup import DEMO_DOMAIN


class Command(BaseCommand):
    help = "Builds two demo clinics, once, and says how to sign in. Only in try-out mode."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        if not settings.TRYOUT:
            raise CommandError("Demo data is for the try-out mode only; TRYOUT is off.")
        if not Clinic.objects.exists():
            self.stdout.write("Building the demo clinics; this takes a few seconds.")
            with transaction.atomic():
                links = build_demo()
            links_file().write_text("".join(map(in_words, links)), encoding="utf-8")
        self.stdout.write(summary())


def links_file() -> Path:
    """Beside the database: a token is stored nowhere else, so a later start reads it here."""
    return Path(settings.DATA_DIR) / "demo-links.txt"


def in_words(link: OpenLink) -> str:
    born = f"{link.date_of_birth:%B} {link.date_of_birth.day}, {link.date_of_birth.year}"
    return f"  {link.patient}, born {born}, at {link.clinic}\n    {{site}}/i/{link.token}/\n"


def summary() -> str:
    staff = "".join(f"  {email:33} {role}, {clinic}\n" for email, role, clinic in demo_staff())
    file = links_file()
    links = file.read_text(encoding="utf-8") if file.exists() else ""
    site = settings.SITE_URL
    return (
        f"\nForescreen is at {site}/\n"
        f"\nStaff sign in at {site}/account/sign-in/ with the password {PASSWORD}\n{staff}"
        f"\nPatients open their link and give their date of birth\n{links.format(site=site)}"
    )


def demo_staff() -> Iterator[tuple[str, str, str]]:
    memberships = Membership.objects.filter(user__email__endswith=f"@{DEMO_DOMAIN}")
    for membership in memberships.select_related("user", "clinic").order_by("pk"):
        yield membership.user.email, membership.get_role_display(), membership.clinic.name
