"""How hard an English text is to read, as a school grade of the United States."""

import re

WORD = re.compile(r"[A-Za-z']+")
SENTENCE = re.compile(r"[.!?:;]+(?:\s|$)|\n+")
VOWELS = re.compile(r"[aeiouy]+")


def grade(text: str) -> float | None:
    """Flesch-Kincaid (Kincaid and others, 1975), to one decimal; None where there are no words.

    0.39 words a sentence + 11.8 syllables a word - 15.59. Syllables are counted by groups of
    vowels, so the grade is a hint and no measurement.
    """
    words = WORD.findall(text)
    if not words:
        return None
    sentences = max(sum(bool(WORD.search(part)) for part in SENTENCE.split(text)), 1)
    syllables = sum(_syllables(word.lower()) for word in words)
    found = 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
    return round(max(found, 0.0), 1)


def _syllables(word: str) -> int:
    count = len(VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and count > 1:
        count -= 1
    return max(count, 1)
