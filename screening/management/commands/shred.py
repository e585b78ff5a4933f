import uuid
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clinics.models import Clinic, Patient
from screening.actions.erasing import erase_clinic, erase_patient


class Command(BaseCommand):
    help = "Destroys the keys of a patient or of a whole clinic. Nobody can read them ever again."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        what.add_parser("patient", help="one patient, with all intakes").add_argument(
            "name", type=uuid.UUID, metavar="ID", help="as in the address of the patient's page"
        )
        what.add_parser("clinic", help="a clinic, with all its patients").add_argument(
            "name", metavar="SLUG"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, options["what"])(options["name"])

    def patient(self, public_id: uuid.UUID) -> None:
        found = Patient.objects.filter(public_id=public_id).select_related("clinic").first()
        if found is None:
            raise CommandError(f"There is no patient {public_id}.")
        self.confirm(f"a patient of {found.clinic.name}", str(public_id))
        erase_patient(patient=found)
        self.stdout.write(f"The patient {public_id} is erased.")

    def clinic(self, slug: str) -> None:
        found = Clinic.objects.filter(slug=slug).first()
        if found is None:
            raise CommandError(f"There is no clinic {slug}.")
        self.confirm(f"{found.patients.count()} patients and all of {found.name}", slug)
        count = erase_clinic(clinic=found)
        self.stdout.write(f"{slug} is erased, with {count} patients. Restart the server now.")

    def confirm(self, what: str, name: str) -> None:
        """Typed in full, so that it is nobody's slip."""
        typed = input(f"This erases {what}, for ever. Type {name} to go on: ")
        if typed.strip() != name:
            raise CommandError("Not the same. Nothing was erased.")
