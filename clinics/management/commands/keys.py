from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from clinics import scopes
from clinics.actions import keys
from clinics.encryption import EncryptionError, load_key_file
from clinics.models import Clinic, DataKey


class Command(BaseCommand):
    help = "Looks after the keys that everything personal is sealed with. The server may run on."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        what.add_parser("status", help="which keys there are, and what each of them wraps")
        what.add_parser("add", help="add a key to the file, or make the file; not in use yet")
        what.add_parser("rotate", help="wrap everything with the newest key of the file")
        what.add_parser("retire", help="take a key out of the file").add_argument("key")
        renew = what.add_parser("renew", help="give a clinic and its patients new keys")
        renew.add_argument("clinic", help="the clinic's slug")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, options["what"])(options)
        except (keys.KeysRefused, EncryptionError) as refusal:
            raise CommandError(str(refusal)) from refusal

    def status(self, options: dict[str, Any]) -> None:
        key_file = load_key_file(settings.KEYS_FILE)
        data_keys = list(DataKey.objects.select_related("clinic").exclude(wrapped=b""))
        wrapped = Counter(key.wrapped_by for key in data_keys)
        for key_id in sorted(key_file.keys.keys() | wrapped.keys()):
            marks = ", active" if key_id == key_file.active else ""
            marks += "" if key_id in key_file.keys else ", NOT IN THE FILE"
            self.stdout.write(f"{key_id}: wraps {wrapped[key_id]} data keys{marks}")
        unreadable = [key for key in data_keys if not key.is_readable]
        for key in unreadable:
            whose = key.clinic.slug if key.clinic else "the system"
            self.stdout.write(f"{key.pk} of {whose} is not opened by {key.wrapped_by}")
        if unreadable:
            raise CommandError(f"{len(unreadable)} data keys cannot be opened.")

    def add(self, options: dict[str, Any]) -> None:
        self.stdout.write(
            f"{keys.add_key()} is in {settings.KEYS_FILE}. Back the file up, give it to every "
            "host, then run `manage.py keys rotate`."
        )

    def rotate(self, options: dict[str, Any]) -> None:
        count = keys.rotate()
        active = load_key_file(settings.KEYS_FILE).active
        self.stdout.write(f"{active} is active; {count} data keys were wrapped anew.")

    def retire(self, options: dict[str, Any]) -> None:
        keys.retire(options["key"])
        self.stdout.write(f"{options['key']} is no longer in {settings.KEYS_FILE}.")

    def renew(self, options: dict[str, Any]) -> None:
        clinic = Clinic.objects.filter(slug=options["clinic"]).first()
        if clinic is None:
            raise CommandError(f"There is no clinic {options['clinic']}.")
        with scopes.at_clinic(clinic):
            done, left = keys.renew(clinic)
        self.stdout.write(f"{clinic.slug}: {done} patients have a new key.")
        if left:
            raise CommandError(
                f"{left} patients were in use, or their keys cannot be opened. Run this again."
            )
