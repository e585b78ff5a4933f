from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from clinics import scopes
from clinics.models import Clinic
from screening.actions import send_unsent


class Command(BaseCommand):
    help = "Sends the mails to staff that are due, in case no worker is running. For a timer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--waiting", action="store_true", help="send nothing, and tell what waits to be sent"
        )

    def handle(self, *, waiting: bool, **options: Any) -> None:
        if waiting:
            for clinic in Clinic.objects.order_by("slug"):
                with scopes.at_clinic(clinic):
                    self.tell(clinic)
        else:
            self.stdout.write(f"{send_unsent()} notifications sent.")

    def tell(self, clinic: Clinic) -> None:
        """For a monitor: how many, and of the oldest since when and what failed last."""
        unsent = clinic.notifications.filter(sent_at=None).order_by("created_at", "pk")
        said = f"{clinic.slug}: {unsent.count()} waiting"
        if oldest := unsent.first():
            said += f", since {oldest.created_at.isoformat(timespec='seconds')}"
            said += f", {oldest.attempts} tries"
            said += f", {oldest.last_error}" if oldest.last_error else ""
        self.stdout.write(said)
