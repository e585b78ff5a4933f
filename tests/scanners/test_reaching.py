"""What a scan has to come to, and what it complains of; `script/scan` runs one."""

from collections import Counter

from tests.matrix.table import ROUTES
from tests.scanners.reaching import NOT_FOR_A_SCAN, missed, turned_away, wanted
from tests.scanners.targets import Target, repeats

WHO = ("nobody", "patient", "clinician", "admin")


def target(address: str, *names: str) -> Target:
    return Target("POST", f"https://here{address}", tuple((name, "x") for name in names), "")


def test_every_address_is_somebodys_or_left_out_with_a_reason():
    theirs = [name for who in WHO for name in wanted(who)]

    assert sorted([*theirs, *NOT_FOR_A_SCAN]) == sorted(ROUTES)


def test_page_that_led_elsewhere_and_form_that_was_refused_were_not_reached():
    answered = Counter({("GET", "clinic-settings", 302): 9, ("POST", "clinic-settings", 403): 9})

    said = missed(answered, "admin")

    assert "admin never came through GET clinic-settings" in said
    assert "admin never came through POST clinic-settings" in said


def test_form_whose_row_went_away_on_the_way_is_complained_of():
    answered = Counter({("POST", "edit-part", 422): 40, ("POST", "edit-part", 404): 41})

    assert turned_away(answered, "admin") == ["admin: 41 of 81 posts of edit-part were refused"]


def test_form_that_refused_what_was_typed_is_not():
    answered = Counter({("POST", "edit-part", 422): 41, ("POST", "edit-part", 404): 40})

    assert turned_away(answered, "admin") == []


def test_rows_alike_and_what_is_carried_along_are_tried_once():
    first = target("/question-sets/a/versions/1/edit/texts/new/", "seen_revision", "key", "row-0")
    again = target("/question-sets/a/versions/1/edit/rules/new/", "seen_revision", "key", "row-1")
    rows = target("/question-sets/a/versions/2/edit/texts/new/", "row-0", "row-1", "other")

    assert repeats([first, again, rows]) == {
        first: set(),
        again: {"seen_revision"},
        rows: {"row-0", "row-1"},
    }
