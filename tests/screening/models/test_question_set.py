import json

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from screening.models import (
    DocumentMismatchError,
    FrozenVersionError,
    QuestionSetVersion,
    VersionStatus,
)
from screening.rules import DocumentError
from tests.intakes import shipped


def test_parsed_reads_the_document(version):
    assert version.parsed.slug == shipped()["slug"]
    assert version.parsed.sha256 == version.sha256


def test_parsed_refuses_bytes_that_the_hash_does_not_name(version):
    changed = shipped() | {"slug": "something-else"}
    other = QuestionSetVersion(document=json.dumps(changed), sha256="0" * 64)

    with pytest.raises(DocumentMismatchError):
        _ = other.parsed


def test_parsed_refuses_a_document_that_is_none():
    with pytest.raises(DocumentError):
        _ = QuestionSetVersion(document="{}", sha256="1" * 64).parsed


@pytest.mark.parametrize(
    "change",
    [{"document": "{}"}, {"sha256": "0" * 64}, {"number": 7}, {"status": VersionStatus.DRAFT}],
)
def test_published_version_never_changes(version, change):
    stored = QuestionSetVersion.objects.get(pk=version.pk)
    for name, value in change.items():
        setattr(stored, name, value)

    with pytest.raises(FrozenVersionError):
        stored.save()
    with pytest.raises(FrozenVersionError):
        stored.save(update_fields=list(change))
    assert QuestionSetVersion.objects.get(pk=version.pk).sha256 == version.sha256


def test_published_version_is_never_removed(version):
    with pytest.raises(FrozenVersionError):
        version.delete()


def test_version_read_without_its_status_never_changes(version):
    stored = QuestionSetVersion.objects.only("number").get(pk=version.pk)
    stored.number = 7

    with pytest.raises(FrozenVersionError):
        stored.save(update_fields=["number"])


def test_database_allows_one_published_version_per_set(version):
    now = timezone.now()
    second = QuestionSetVersion(
        clinic=version.clinic,
        question_set=version.question_set,
        number=2,
        status=VersionStatus.PUBLISHED,
        document=version.document,
        sha256=version.sha256,
        created_at=now,
        published_at=now,
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()
