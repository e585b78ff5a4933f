"""Many tests at once: which of them to believe."""

from collections.abc import Sequence


def benjamini_hochberg(chances: Sequence[float], rate: float) -> list[bool]:
    """Whether each p-value stands out when, of all that stand out, at most `rate` may be by chance
    on average. In the order given."""
    ranked = sorted(range(len(chances)), key=chances.__getitem__)
    kept = 0
    for place, index in enumerate(ranked, start=1):
        if chances[index] <= place * rate / len(chances):
            kept = place
    standing = set(ranked[:kept])
    return [index in standing for index in range(len(chances))]
