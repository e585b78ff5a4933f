"""Two versions side by side, as an administrator reads them."""

import copy

import pytest

from screening.actions.question_sets import load_document
from tests.intakes import shipped
from tests.staff_pages import read
from tests.versions import save

BASE = "/question-sets/ketamine-pre-treatment-screening/versions/"


@pytest.fixture
def draft(version, lakeside):
    data = copy.deepcopy(shipped())
    data["cases"] = []
    data["parameters"]["high_systolic"]["value"] = 165
    return load_document(clinic=lakeside, data=data)


def test_change_is_told_in_words_and_in_effect(admin, version, draft):
    said = read(admin.get(f"{BASE}{version.number}/difference/{draft.number}/"))

    assert "What changed from version 1 to version 2" in said
    assert "high systolic high_systolic Value 160 165" in said
    assert "Raised before and clear now, for this patient." in said
    assert "Cases: 180 changes" in said


def test_same_version_says_so(admin, version):
    said = read(admin.get(f"{BASE}{version.number}/difference/{version.number}/"))

    assert "The two say the same, byte for byte." in said
    assert "80 rules proved the same for every patient. There is no other." in said


def test_other_versions_are_offered(admin, version, draft):
    page = admin.get(f"{BASE}{draft.number}/difference/")

    assert f'href="{BASE}{version.number}/difference/{draft.number}/"' in page.content.decode()
    assert "What changed since version 1" in read(page)


def test_unfinished_draft_is_not_called_damaged(admin, version, draft, dana):
    save(draft, {**shipped(), "rules": []}, dana)

    page = admin.get(f"{BASE}{version.number}/difference/{draft.number}/", follow=True)

    assert "An unfinished draft cannot be compared before it is put right." in read(page)
    assert "This draft is unfinished" in read(page)


def test_version_that_is_not_there_is_not_found(admin, version):
    assert admin.get(f"{BASE}{version.number}/difference/99/").status_code == 404


def test_clinician_may_not_read_it(signed_in, alice, version):
    address = f"{BASE}{version.number}/difference/{version.number}/"
    assert signed_in(alice).get(address).status_code == 403
