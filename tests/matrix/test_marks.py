"""The matrix finds only what is marked: every field is, or stands here with the reason why not."""

import pytest
from django.apps import apps
from django.db import models

from tests.matrix.rows import stands_in
from tests.matrix.world import House

pytestmark = pytest.mark.django_db

# Numbers, moments, truths and closed sets are no marks: they say nothing of anybody by themselves.
NEVER_MARKED = (
    models.BooleanField,
    models.DateTimeField,
    models.FloatField,
    models.IntegerField,
    models.BinaryField,
)
CODES = "codes, counts or a version of the program"
DIGEST = "a digest of what everybody may read"
MEASURED = "a number, as of many others; it is sealed"
NAMELESS = "a random name of the row; on no page"
UNMARKED = {
    "clinics.AuditChain": "names a clinic's chain and its newest hash; on no page",
    "clinics.AuditEvent": "looked at after each request, see judging.py",
    "clinics.BreakGlass.public_id": NAMELESS,
    "clinics.Clinic.crisis_checked_on": "a day that nobody is known by",
    "clinics.Clinic.languages": CODES,
    "clinics.Clinic.time_zone": CODES,
    "clinics.DataKey": "keys, wrapped; on no page",
    "clinics.Patient.language": CODES,
    "clinics.Throttle": "digests only, of whoever tries",
    "clinics.StaffInvitation.public_id": NAMELESS,
    "screening.Flag.digest": "a digest of marked evidence; on no page",
    "screening.Flag.evidence": "choices and numbers; what was typed stands in the answers",
    "screening.Flag.missing": "names of questions",
    "screening.Flag.rule": "the name of a rule",
    "screening.FlagAssessment.public_id": NAMELESS,
    "screening.Intake.declaration": "the same words for everybody",
    "screening.Intake.language": CODES,
    "screening.Intake.asked_anew": "names of questions",
    "screening.Intake.urgent_digests": "digests of marked evidence; on no page",
    "screening.InformationRequest.questions": "names of questions",
    "screening.Invitation.language": CODES,
    "screening.Notification.last_error": "the type of an exception",
    "screening.QuestionSetVersion.approved_sha256": DIGEST,
    "screening.QuestionSetVersion.sha256": DIGEST,
    "screening.Renewal.removed": "answers that were marked when they were sent",
    "screening.Replay": "counts of outcomes under another version",
    "screening.ReplayDifference": "names of rules",
    "screening.Review.deferred_until": "a day that nobody is known by",
    "screening.Review.key": "made anew for each form",
    "screening.Screening.answers_digest": "a digest of marked answers; on no page",
    "screening.Screening.document_sha256": DIGEST,
    "screening.Screening.engine_version": CODES,
    "screening.Screening.outcome": "choices and numbers; what was typed stands in the answers",
    "screening.Screening.outcome_digest": "a digest of a marked outcome; on no page",
    "screening.Screening.parameters": "numbers of the question set",
    "screening.Screening.today": "a day that nobody is known by",
    "screening.Screening.vocabulary_sha256": DIGEST,
    "screening.SentPage.link_id": "the name of a question",
    "screening.SentPage.removed": "answers that were marked when they were sent",
    "screening.VersionCheck": "what a proof found; remarks name rules and questions",
    "screening.VersionStep.sha256": DIGEST,
    "screening.VitalSign.diastolic": MEASURED,
    "screening.VitalSign.heart_rate": MEASURED,
    "screening.VitalSign.public_id": NAMELESS,
    "screening.VitalSign.systolic": MEASURED,
}


def marked_fields() -> list[tuple[type[models.Model], models.Field]]:
    found = [*apps.get_app_config("clinics").get_models()]
    found += apps.get_app_config("screening").get_models()
    return [
        (model, field)
        for model in found
        for field in model._meta.concrete_fields
        if not (field.primary_key or field.is_relation or field.choices)
        and not isinstance(field, NEVER_MARKED)
        and not {model._meta.label, f"{model._meta.label}.{field.name}"} & UNMARKED.keys()
    ]


def belongs(row: models.Model, house: House) -> bool:
    if isinstance(row, type(house.clinic)):
        return row == house.clinic
    if hasattr(row, "clinic_id"):
        return row.clinic_id == house.clinic.pk
    patient = getattr(row, "patient", None)
    return patient.clinic_id == house.clinic.pk if patient else row in house.staff.values()


@pytest.mark.parametrize(
    ("model", "field"),
    [pytest.param(*pair, id=f"{pair[0]._meta.label}.{pair[1].name}") for pair in marked_fields()],
)
def test_every_field_is_marked_at_both_clinics(model, field, world):
    """A new field fails here until tests/matrix/world.py marks it."""
    for house in (world.here, world.there):
        rows = [row for row in model._base_manager.all() if belongs(row, house)]
        texts = "\n".join(str(stands_in(row, field)) for row in rows)
        owners = {world.marks.owners[mark].clinic for mark in world.marks.found(texts)}

        assert owners == {house.name}


def test_what_is_said_to_be_unmarked_exists():
    labels = {model._meta.label for model in apps.get_models()}
    fields = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
    }

    assert UNMARKED.keys() - labels - fields == set()


def test_marks_are_found_however_they_are_written(world):
    owner = next(iter(world.marks.owners.values()))
    word = next(mark for mark in world.marks.owners if mark.startswith("zq"))
    phone = world.here.clinic.phone

    assert owner.clinic == "lakeside"
    assert world.marks.found(f"<b>{word}</b>") == {word}
    assert world.marks.found(f"tel:{phone.replace('-', '')}") == {phone.replace("-", "")}
    assert world.marks.found(f"{word[:-1]} {phone[:-1]}") == set()
