from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clinics import scopes
from clinics.models import Clinic
from screening.actions.replays import run_replay, start_replay
from screening.models import DocumentMismatchError, QuestionSetVersion, Replay
from screening.rules import DocumentError

STEP = 1.0
WIDTH = 40


class Command(BaseCommand):
    help = "Runs a version over a clinic's past intakes, or goes on with a run that was stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("clinic", metavar="CLINIC", help="its slug")
        parser.add_argument("slug", metavar="SET", help="the question set's slug")
        parser.add_argument("number", type=int, metavar="VERSION")

    def handle(self, *args: Any, **options: Any) -> None:
        clinic = Clinic.objects.filter(slug=options["clinic"]).first()
        if clinic is None:
            raise CommandError(f"There is no clinic {options['clinic']}.")
        with scopes.at_clinic(clinic):
            self.replay(version_of(clinic, options["slug"], options["number"]))

    def replay(self, version: QuestionSetVersion) -> None:
        try:
            replay = start_replay(version=version)
        except (DocumentError, DocumentMismatchError) as error:
            raise CommandError(f"The version cannot be read: {error}") from error
        replay = Replay.objects.select_related("clinic", "version").get(pk=replay.pk)
        while not replay.is_finished:
            run_replay(replay, STEP)
            self.stderr.write(bar(replay), ending="\r")
        self.stderr.write("")
        self.stdout.write(
            f"{replay.done} intakes, {replay.differing} would have come out otherwise,"
            f" {replay.failed} of them could not be screened."
        )
        for rule, changes in sorted(replay.by_rule.items()):
            for change, count in sorted(changes.items()):
                self.stdout.write(f"{rule}: {change.replace('>', ' to ')}: {count}")


def version_of(clinic: Clinic, slug: str, number: int) -> QuestionSetVersion:
    versions = clinic.question_set_versions.filter(question_set__slug=slug, number=number)
    version = versions.first()
    if version is None:
        raise CommandError(f"{clinic.slug} has no version {number} of {slug}.")
    return version


def bar(replay: Replay) -> str:
    filled = WIDTH * replay.done // max(replay.total, 1)
    return f"[{'#' * filled}{'.' * (WIDTH - filled)}] {replay.done} of {replay.total}"
