"""What patients had before approvals were kept counts as approved by the operator, and says so."""

from django.db import migrations
from django.db.models import F

REASON = "Published before approvals were kept."


def approve(apps, schema_editor):
    versions = apps.get_model("screening", "QuestionSetVersion").objects.filter(
        status__in=["PUBLISHED", "RETIRED"]
    )
    versions.update(approved_sha256=F("sha256"))
    steps = apps.get_model("screening", "VersionStep").objects
    for version in versions.defer("document").iterator():
        steps.create(
            clinic_id=version.clinic_id,
            version_id=version.pk,
            kind="APPROVED",
            at=version.published_at,
            sha256=version.sha256,
            exception="OPERATOR",
            reason=REASON,
        )


class Migration(migrations.Migration):
    dependencies = [("screening", "0004_life_of_a_version")]

    operations = [migrations.RunPython(approve, migrations.RunPython.noop)]
