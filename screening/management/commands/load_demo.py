from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from clinics.models import Clinic, Membership
from screening.management.demo import build_demo
from screening.tryout import Guide, OpenLink, guide, keep_links


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
            keep_links(links)
        if found := guide():
            self.stdout.write(in_words(found))


def in_words(found: Guide) -> str:
    site = settings.SITE_URL
    return "\n".join(
        [
            f"\nForescreen is at {site}/",
            f"\nStaff sign in at {site}/account/sign-in/ with the password {found.password}",
            *map(one_role, found.staff),
            "\nPatients open their link and give their date of birth",
            *(one_link(link, site) for link in found.links),
        ]
    )


def one_role(membership: Membership) -> str:
    role, clinic = membership.get_role_display(), membership.clinic.name
    return f"  {membership.user.email:33} {role}, {clinic}"


def one_link(link: OpenLink, site: str) -> str:
    born = f"{link.birth_date:%B} {link.birth_date.day}, {link.birth_date.year}"
    return f"  {link.patient}, born {born}, at {link.clinic}\n    {site}/i/{link.token}/"
