from typing import Any

from django.core.management.base import BaseCommand

from screening.actions import send_unsent


class Command(BaseCommand):
    help = "Sends the mails to staff that are due, in case no worker is running. For a timer."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{send_unsent()} notifications sent.")
