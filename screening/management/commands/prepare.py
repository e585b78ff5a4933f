"""What a server needs before it starts, in one process: each command would boot Django anew."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from clinics.actions.keys import KeysRefused, first_keys
from screening.startup import pending_migrations


class Command(BaseCommand):
    help = "Migrates, collects static files and, in try-out mode, loads the demo data, as needed."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        if pending_migrations():
            call_command("migrate", interactive=False)
        if static_files_changed():
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        if settings.TRYOUT:
            make_first_keys()
            call_command("load_demo")
        self.stdout.write(f"Serving on http://127.0.0.1:{settings.PORT}/ (Ctrl-C ends it)")


def make_first_keys() -> None:
    """Only for the try-out mode: where a server's keys are kept is its operator's choice."""
    try:
        first_keys()
    except KeysRefused as refusal:
        raise CommandError(str(refusal)) from refusal


def static_files_changed() -> bool:
    """Whether a static file is newer than the manifest of what was collected last."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists():
        return True
    collected_at = manifest.stat().st_mtime
    return any(
        Path(storage.path(name)).stat().st_mtime > collected_at
        for finder in get_finders()
        for name, storage in finder.list(None)
    )
