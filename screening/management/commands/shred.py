import uuid
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clinics import scopes
from clinics.models import Clinic
from screening.actions.erasing import erase_clinic, erase_patient


class Command(BaseCommand):
    help = "Destroys the keys of a patient or of a whole clinic. Nobody can read them ever again."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        patient = what.add_parser("patient", help="one patient, with all intakes")
        patient.add_argument("clinic", metavar="SLUG")
        patient.add_argument(
            "patient", type=uuid.UUID, metavar="ID", help="as in the address of the patient's page"
        )
        clinic = what.add_parser("clinic", help="a clinic, with all its patients")
        clinic.add_argument("clinic", metavar="SLUG")

    def handle(self, *args: Any, **options: Any) -> None:
        clinic = Clinic.objects.filter(slug=options["clinic"]).first()
        if clinic is None:
            raise CommandError(f"There is no clinic {options['clinic']}.")
        with scopes.at_clinic(clinic):
            if options["what"] == "patient":
                self.shred_patient(clinic, options["patient"])
            else:
                self.shred_clinic(clinic)

    def shred_patient(self, clinic: Clinic, public_id: uuid.UUID) -> None:
        patient = clinic.patients.filter(public_id=public_id).first()
        if patient is None:
            raise CommandError(f"There is no patient {public_id} at {clinic.name}.")
        confirm(f"a patient of {clinic.name}", str(public_id))
        erase_patient(patient=patient)
        self.stdout.write(f"The patient {public_id} is erased.")

    def shred_clinic(self, clinic: Clinic) -> None:
        confirm(f"{clinic.patients.count()} patients and all of {clinic.name}", clinic.slug)
        count = erase_clinic(clinic=clinic)
        self.stdout.write(f"{clinic.slug} is erased, with {count} patients. Restart the server.")


def confirm(what: str, name: str) -> None:
    """Typed in full, so that it is nobody's slip."""
    typed = input(f"This erases {what}, for ever. Type {name} to go on: ")
    if typed.strip() != name:
        raise CommandError("Not the same. Nothing was erased.")
