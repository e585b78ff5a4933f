import json

import pytest

from clinics.models import AuditEvent
from screening import actions
from screening.models import QuestionSet, QuestionSetVersion
from screening.rules import DocumentError, canonical
from tests.intakes import bring_in, shipped, submit
from tests.reviewing import fresh


def changed():
    return shipped() | {"treatment": {"en": "Something new", "es": "Algo nuevo"}}


def test_load_document_makes_a_draft(lakeside, dana):
    version = actions.load_document(clinic=lakeside, data=shipped(), by=dana)

    stored = QuestionSetVersion.objects.get()
    assert stored == version
    assert (stored.number, stored.status, stored.created_by) == (1, "DRAFT", dana)
    assert stored.document.encode() == canonical(shipped())
    assert stored.sha256 == stored.parsed.sha256
    assert (stored.question_set.slug, stored.question_set.clinic) == (
        "ketamine-pre-treatment-screening",
        lakeside,
    )
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.actor_kind) == ("question_set.loaded", "STAFF")
    assert event.details == {"sha256": stored.sha256}


def test_load_document_twice_is_once(lakeside):
    first = bring_in(lakeside, shipped())

    assert actions.load_document(clinic=lakeside, data=shipped()) == first
    assert QuestionSetVersion.objects.count() == 1


def test_each_clinic_has_its_own(lakeside, harbor):
    first = actions.load_document(clinic=lakeside, data=shipped())
    second = actions.load_document(clinic=harbor, data=shipped())

    assert first.question_set != second.question_set
    assert QuestionSet.objects.count() == 2


def test_load_document_says_everything_that_is_wrong(lakeside):
    with pytest.raises(DocumentError) as error:
        actions.load_document(clinic=lakeside, data={"slug": "x"})

    assert "document: key 'sections' is missing" in [str(p) for p in error.value.problems]
    assert QuestionSet.objects.count() == 0


def test_load_document_says_which_cases_fail(lakeside):
    data = shipped()
    case = next(case for case in data["cases"] if case["level"] == "none")
    case["level"] = "urgent"

    with pytest.raises(actions.CasesFailed) as error:
        actions.load_document(clinic=lakeside, data=data)

    (failure,) = error.value.failures
    assert (failure.case, failure.key, failure.expected, failure.found) == (
        case["id"],
        "level",
        "urgent",
        "none",
    )
    assert QuestionSet.objects.count() == 0


def test_retired_document_comes_back_as_a_new_version(version):
    bring_in(version.clinic, changed())

    third = actions.load_document(clinic=version.clinic, data=shipped())

    assert (third.number, third.status, third.sha256) == (3, "DRAFT", version.sha256)


def test_intake_in_progress_finishes_on_its_own_version(intake, version):
    bring_in(version.clinic, changed())

    submit(intake)

    assert fresh(intake).current_screening.document_sha256 == version.sha256


def test_document_is_read_once_per_process(intake, version, django_assert_num_queries):
    actions.save_page(intake=intake, link_id="completed_by", answer="self")
    held = QuestionSetVersion.objects.defer("document").get(pk=version.pk)

    with django_assert_num_queries(0):
        assert actions.engine_for(held).document.sha256 == version.sha256


def test_load_document_keeps_the_bytes_whatever_the_order_of_keys(lakeside):
    turned = json.loads(json.dumps(shipped(), sort_keys=True))

    first = actions.load_document(clinic=lakeside, data=shipped())

    assert actions.load_document(clinic=lakeside, data=turned) == first
