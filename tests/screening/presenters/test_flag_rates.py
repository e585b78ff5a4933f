"""Rates and marks, from counts."""

import pytest

from screening.presenters.flag_rates import Screened, rate_tables
from screening.rates import Counts, Group, Tally
from screening.rules import parse_document
from tests.rules.small import choice, document, rule

DANGER = {"question": "danger", "equals": "yes"}
SET = parse_document(
    document([choice("danger")], [rule("quiet", DANGER), rule("it", DANGER, "urgent")])
)
NEW, OLD = Screened(2, "new"), Screened(1, "old")


def counts(**groups):
    """By name such as `new_en`: screened, raised, undetermined of the rule `it`."""
    tallies = {Group(*name.split("_")): Tally(*numbers) for name, numbers in groups.items()}
    return Counts(
        screened={group: tally.screened for group, tally in tallies.items()},
        found={(group, "it"): tally for group, tally in tallies.items() if tally.is_found},
    )


def table(name, own, *elsewhere, versions=(NEW, OLD)):
    tables = {one.name: one for one in rate_tables(SET, versions, own, elsewhere)}
    return tables.get(name)


def row(table):
    (row,) = table.rows
    return row


def said(row):
    return [(cell.column, cell.raised, cell.undetermined) for cell in row.cells]


def test_newest_version_is_held_against_the_one_before():
    found = table("version", counts(new_en=(200, 2), old_en=(200, 30, 8)))

    assert said(row(found)) == [
        ("Version 2", "fewer than 5", "none"),
        ("Version 1", "30, 15 %", "8, 4 %"),
    ]
    assert row(found).marks[0].startswith("Version 2: raised less often than in version 1 (p <")
    assert [column.size for column in found.columns] == ["200 intakes", "200 intakes"]


def test_languages_of_a_version_count_together_there():
    found = table("version", counts(new_en=(30, 5), new_es=(10, 5), old_en=(20, 4)))

    assert said(row(found))[0] == ("Version 2", "10, 25 %", "none")


def test_each_translation_is_held_against_the_documents_own_language():
    found = table("language", counts(new_en=(300, 45), new_es=(100, 0), old_es=(100, 50)))

    assert [column.name for column in found.columns] == ["Español", "English"]
    assert row(found).marks == ("Español: raised less often than in English (p < 0.0001)",)


def test_one_language_has_nothing_to_be_held_against():
    assert table("language", counts(new_en=(300, 45), old_es=(300, 45))) is None


def test_clinic_is_held_against_the_readers_others_on_the_same_bytes():
    here = counts(new_en=(100, 40))
    there = counts(new_en=(50, 5), new_es=(50, 5), old_en=(100, 100))

    found = table("clinic", here, there, counts(new_en=(100, 10)))

    assert said(row(found)) == [
        ("This clinic", "40, 40 %", "none"),
        ("Your other clinics", "20, 10 %", "none"),
    ]
    assert "raised more often than at your other clinics" in row(found).marks[0]


def test_other_bytes_elsewhere_are_nothing_to_compare():
    assert table("clinic", counts(new_en=(100, 40)), counts(old_en=(100, 0))) is None


@pytest.mark.parametrize("few", [1, 19])
def test_of_few_intakes_no_rate_is_told(few):
    found = table("version", counts(new_en=(few, few), old_en=(500, 0)))

    assert said(row(found))[0] == ("Version 2", "too few to tell", "too few to tell")
    assert found.columns[0].size == "too few to tell"
    assert row(found).marks == ()


@pytest.mark.parametrize(
    ("raised", "told"), [(0, "none"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5, 25 %")]
)
def test_few_findings_get_no_number(raised, told):
    found = table("version", counts(new_en=(20, raised, 7)), versions=[NEW])

    assert said(row(found)) == [("Version 2", told, "7, 35 %")]


def test_marked_rows_come_first_and_quiet_rules_are_counted():
    found = {
        (Group("new", "en"), "quiet"): Tally(200, 9),
        (Group("old", "en"), "quiet"): Tally(200, 9),
        (Group("new", "en"), "it"): Tally(200, 0),
        (Group("old", "en"), "it"): Tally(200, 40),
    }
    screened = {Group("new", "en"): 200, Group("old", "en"): 200}

    moved = table("version", Counts(screened, found))

    assert [(one.slug, bool(one.marks)) for one in moved.rows] == [("it", True), ("quiet", False)]
    assert (moved.marked, moved.quiet) == (1, 0)
    assert table("version", counts(new_en=(200, 9))).quiet == 1


def test_all_tables_are_one_family_of_tests():
    """Alone it would stand out; beside the other two tables' tests it does not."""
    close = counts(new_en=(100, 9), old_en=(100, 1))
    assert row(table("version", close)).marks != ()

    beside = counts(new_en=(50, 5), new_es=(50, 4), old_en=(100, 1))
    assert row(table("version", beside, counts(new_en=(100, 9)))).marks == ()
