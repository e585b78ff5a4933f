"""Words in one language, from the dictionaries of words that a document holds."""

from collections.abc import Iterable, Mapping


def pick(texts: Mapping[str, str], language: str, fallback: str = "en") -> str:
    """The text in `language`, else in `fallback`, else in whatever language there is."""
    return texts.get(language) or texts.get(fallback) or next(iter(texts.values()), "")


def quoted(text: str) -> str:
    return f"“{text}”"


def listed(items: Iterable[str], joiner: str = "or") -> str:
    """`a`, `a or b`, `a, b or c`."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joiner} {words[-1]}"


def spaced(slug: str) -> str:
    """A slug as words, for a reader: `cns_depressant_other` is `cns depressant other`."""
    return slug.replace("_", " ").replace("-", " ")
