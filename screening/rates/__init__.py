"""How often rules are raised, and whether that moved more than chance would have it. Pure."""

from screening.rates.comparing import FEW, Move, Tally, moves
from screening.rates.counts import Counts, Group
from screening.rates.discoveries import benjamini_hochberg
from screening.rates.exact import fisher

__all__ = ["FEW", "Counts", "Group", "Move", "Tally", "benjamini_hochberg", "fisher", "moves"]
