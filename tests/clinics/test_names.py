import pytest

from clinics.names import beginnings, words


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


def test_beginnings_have_three_letters_or_are_the_whole_word():
    assert beginnings("María", "Li") == {"mar", "mari", "maria", "li"}
    assert beginnings("", "") == set()
    assert max(map(len, beginnings("\u337f" * 100))) == 400  # one sign, four letters
    assert len(beginnings("\u337f" * 100)) < 50
