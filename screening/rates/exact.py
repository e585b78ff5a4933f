"""Fisher's exact test of two proportions."""

from collections.abc import Iterator

NEGLIGIBLE = 1e-30
"""Of the likeliest table; what is less likely adds nothing that could be shown."""

TIE = 1 + 1e-7
"""Tables as likely as the observed one count, though the last digits of floats may differ."""


def fisher(hits: int, of: int, other_hits: int, other_of: int) -> float:
    """The two-sided p-value: how likely a table with these margins is, if there is no difference,
    that is at most as likely as the observed one."""
    likely = dict(_weights(of, other_of, hits + other_hits))
    observed = likely.get(hits, 0.0)
    extreme = sum(weight for weight in likely.values() if weight <= observed * TIE)
    return min(extreme / sum(likely.values()), 1.0)


def _weights(of: int, other_of: int, hits: int) -> Iterator[tuple[int, float]]:
    """Each number of hits in the first group, with its likelihood relative to the mode's.

    From the mode outwards by the ratio of neighbours, so no factorial is ever made.
    """
    least, most = max(0, hits - other_of), min(hits, of)
    mode = min(max((of + 1) * (hits + 1) // (of + other_of + 2), least), most)
    yield mode, 1.0
    weight, here = 1.0, mode
    while here < most and weight > NEGLIGIBLE:
        weight *= (hits - here) * (of - here) / ((here + 1) * (other_of - hits + here + 1))
        here += 1
        yield here, weight
    weight, here = 1.0, mode
    while here > least and weight > NEGLIGIBLE:
        weight *= here * (other_of - hits + here) / ((hits - here + 1) * (of - here + 1))
        here -= 1
        yield here, weight
