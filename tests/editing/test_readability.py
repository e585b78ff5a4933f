import pytest

from screening.editing.readability import grade


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The cat sat on the mat.", 0.0),  # 0.39 * 6 + 11.8 * 6 / 6 - 15.59 is below 0
        ("Do you have high blood pressure?", 0.5),  # 2.34 + 11.8 * 7 / 6 - 15.59
        ("", None),
        ("120/80", None),
    ],
)
def test_grade_is_that_of_the_formula(text, found):
    assert grade(text) == found


def test_longer_words_and_sentences_are_harder():
    plain = "Has your heart ever stopped? Tell us."
    hard = "Have you previously experienced cardiopulmonary arrest requiring resuscitation?"
    assert grade(plain) < grade(hard)
