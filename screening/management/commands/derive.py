from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clinics import scopes
from clinics.encryption import DecryptionFailed
from clinics.models import Clinic
from screening.actions import derive
from screening.models import DocumentMismatchError, Screening
from screening.rules import DocumentError


class Command(BaseCommand):
    help = (
        "Makes an intake's newest screening again from what is stored beside it: ends with 1 unless"
        " it comes out the same. Tells no answer and no finding."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("clinic", metavar="CLINIC", help="its slug")
        parser.add_argument("reference", metavar="REFERENCE", help="the intake's, such as ABC-234")

    def handle(self, *args: Any, **options: Any) -> None:
        clinic = Clinic.objects.filter(slug=options["clinic"]).first()
        if clinic is None:
            raise CommandError(f"There is no clinic {options['clinic']}.")
        with scopes.at_clinic(clinic):
            self.compare(screening_of(clinic, options["reference"]))

    def compare(self, screening: Screening) -> None:
        try:
            derivation = derive(screening)
        except (DecryptionFailed, DocumentError, DocumentMismatchError) as error:
            raise CommandError(f"It cannot be made again: {type(error).__name__}.") from error
        since = ", ".join(derivation.changed) or "nothing"
        if not derivation.is_same:
            raise CommandError(f"It does not come out the same. Changed since: {since}.")
        self.stdout.write(f"It comes out the same. Changed since: {since}.")


def screening_of(clinic: Clinic, reference: str) -> Screening:
    intake = clinic.intakes.filter(reference=reference).first()
    if intake is None:
        raise CommandError(f"{clinic.slug} has no intake {reference}.")
    if intake.current_screening is None:
        raise CommandError(f"{reference} was not screened yet.")
    return intake.current_screening
