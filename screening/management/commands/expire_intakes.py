from typing import Any

from django.core.management.base import BaseCommand

from screening.actions import expire_intakes


class Command(BaseCommand):
    help = "Marks unfinished intakes whose time of keeping is over. For a daily timer."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{expire_intakes()} intakes expired.")
