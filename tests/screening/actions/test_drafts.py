"""Writing a draft."""

import pytest

from clinics.models import AuditEvent
from screening import actions
from screening.models import DocumentMismatchError, QuestionSetVersion, VersionCheck, VersionStep
from tests.versions import approved, changed, draft_of, save, small


@pytest.fixture
def draft(lakeside, dana):
    return draft_of(lakeside, dana, small())


def steps(version):
    return [(step.kind, step.by.name) for step in VersionStep.objects.filter(version=version)]


def stored(version):
    return QuestionSetVersion.objects.get(pk=version.pk)


def test_draft_starts_as_a_copy(draft, erin):
    copy = actions.start_draft(version=draft, by=erin)

    assert (copy.number, copy.status, copy.revision) == (2, "DRAFT", 0)
    assert (copy.document, copy.sha256) == (draft.document, draft.sha256)
    assert copy.based_on == draft
    assert steps(copy) == [("STARTED", "Erin")]
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.actor) == ("question_set.started", erin)


def test_damaged_document_is_not_copied(draft, erin):
    QuestionSetVersion.objects.update(document="{}")

    with pytest.raises(DocumentMismatchError):
        actions.start_draft(version=draft, by=erin)
    assert QuestionSetVersion.objects.count() == 1


def test_save_stores_the_document_and_its_author(draft, erin):
    saved = save(draft, changed(), erin)

    assert saved.revision == 1
    assert stored(draft).parsed.treatment == {"en": "Something new"}
    assert steps(draft) == [("LOADED", "Dana"), ("SAVED", "Erin")]
    assert AuditEvent.objects.latest("pk").action == "question_set.saved"


def test_save_of_the_same_document_changes_nothing(draft, erin):
    saved = actions.save_draft(version=draft, document=small(), by=erin, seen_revision=7)

    assert saved.revision == 0
    assert steps(draft) == [("LOADED", "Dana")]
    assert VersionCheck.objects.count() == 1


def test_save_over_somebody_elses_is_refused_and_both_are_there(draft, dana, erin):
    save(draft, changed("By Erin"), erin)

    with pytest.raises(actions.DraftOvertaken) as refused:
        actions.save_draft(version=draft, document=changed("Mine"), by=dana, seen_revision=0)

    assert refused.value.current.revision == 1
    assert refused.value.current.parsed.treatment == {"en": "By Erin"}
    assert stored(draft).parsed.treatment == {"en": "By Erin"}


def test_unfinished_document_is_kept(draft, dana):
    saved = save(draft, small(rules=[]), dana)

    assert '"rules":[]' in stored(saved).document


@pytest.mark.parametrize(
    "document",
    [
        [],
        small(slug="another"),
        small() | {"cases": float("nan")},
        small() | {"title": {"en": "\ud800"}},
        small() | {"title": {"en": "x" * 2_000_000}},
        small() | {"cases": {1, 2}},
    ],
    ids=["no object", "another set", "no number", "no text", "too large", "no JSON"],
)
def test_what_is_no_draft_is_refused(draft, dana, document):
    with pytest.raises(actions.DraftNotStorable):
        actions.save_draft(version=draft, document=document, by=dana, seen_revision=0)

    assert stored(draft).sha256 == draft.sha256


def test_only_a_draft_is_written_in(lakeside, dana, erin):
    version = approved(lakeside, dana, erin, small())

    with pytest.raises(actions.NotADraft) as refused:
        save(version, changed(), dana)

    assert refused.value.status == "APPROVED"
    assert stored(version).sha256 == version.sha256
