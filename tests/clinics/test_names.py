import pytest

from clinics.names import searchable, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("María José", ["maria", "jose"]),
        ("O'Brien", ["obrien"]),
        ("O’Brien", ["obrien"]),  # noqa: RUF001
        ("García-López", ["garcia", "lopez"]),
        ("  Anne   Marie ", ["anne", "marie"]),
        ("STRAßE", ["strasse"]),
        ("Nguyễn", ["nguyen"]),
        ("李 小龍", ["李", "小龍"]),
        ("100%_", ["100"]),
        ("\0", []),
        ("", []),
    ],
)
def test_words_have_no_case_accent_or_mark(text, expected):
    assert words(text) == expected


def test_searchable_puts_a_space_before_each_word():
    assert searchable("María", "O'Brien") == " maria obrien"
