"""What one medicine row says for certain, the patient's reply to near matches included."""

from collections.abc import Iterable, Mapping

from screening.medicines.matcher import NameReading, read_name
from screening.medicines.mentions import Mention
from screening.medicines.plain_words import is_plain
from screening.medicines.vocabulary import Match, Vocabulary
from screening.rules.answers import Recognition

_LONGEST_UNIT = 3
"""Letters; a shorter unknown word in a dose is some unit."""


def recognise(row: object, vocabulary: Vocabulary) -> Recognition:
    """The classes that a row may stand for; total, whatever the row is.

    A near match counts until the patient says no. It is certain once the patient said yes to
    one of its own candidates; a name whose candidates were all refused stays unrecognised.
    A name that stands in the dose or the frequency, known or near, counts, and is not certain.
    """
    if not isinstance(row, Mapping):
        return Recognition(frozenset(), certain=False)
    reading = read_name(_text(row, "name"), vocabulary)
    yes, no = _replies(row, "confirmed"), _replies(row, "rejected")
    meant = _classes(m for one in reading.mentions for m in _meant(one, yes - no, no - yes))
    elsewhere, is_cut = _elsewhere(row, reading, vocabulary)
    settled = all(_is_settled(one, yes - no) for one in reading.mentions)
    certain = reading.is_explained and settled and not elsewhere and not is_cut
    return Recognition(meant | _classes(elsewhere), certain=certain)


def _text(row: Mapping[object, object], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""


def _replies(row: Mapping[object, object], key: str) -> frozenset[str]:
    value = row.get(key)
    replies = value if isinstance(value, list | tuple) else ()
    return frozenset(reply for reply in replies if isinstance(reply, str))


def _meant(mention: Mention, yes: frozenset[str], no: frozenset[str]) -> tuple[Match, ...]:
    if mention.is_certain:
        return mention.matches
    chosen = [option for option in mention.options if _names_any(option, yes)]
    if chosen:
        return tuple(match for option in chosen for match in option)
    return tuple(match for match in mention.matches if match.ingredient not in no)


def _is_settled(mention: Mention, yes: frozenset[str]) -> bool:
    return mention.is_certain or _names_any(mention.matches, yes)


def _names_any(matches: Iterable[Match], ingredients: frozenset[str]) -> bool:
    return any(match.ingredient in ingredients for match in matches)


def _elsewhere(
    row: Mapping[object, object], reading: NameReading, vocabulary: Vocabulary
) -> tuple[tuple[Match, ...], bool]:
    """Names that only the dose or the frequency adds, and whether there may be more there."""
    dose, frequency = _text(row, "dose"), _text(row, "frequency")
    added = f"{dose} {frequency}".strip()
    if not added:
        return (), False
    whole = read_name(f"{_text(row, 'name')} {added}", vocabulary)
    own = [read_name(dose, vocabulary), read_name(frequency, vocabulary)]
    named = {match.ingredient for one in reading.mentions for match in one.matches}
    mentions = [one for one in whole.mentions if one.is_certain]
    mentions += [one for each in own for one in each.mentions if not one.is_certain]
    found = [match for one in mentions for match in one.matches if match.ingredient not in named]
    return tuple(dict.fromkeys(found)), whole.is_cut or _may_name_more(own[0])


def _may_name_more(dose: NameReading) -> bool:
    """A word in the dose that is neither plain nor near a name: rivotril 2 mg. The frequency is
    told in too many words to ask about each."""
    return any(len(word) > _LONGEST_UNIT and not is_plain(word) for word in dose.unread)


def _classes(matches: Iterable[Match]) -> frozenset[str]:
    return frozenset(slug for match in matches for slug in match.classes)
