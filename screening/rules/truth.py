"""Three-valued truth: strong Kleene logic, ordered FALSE < UNKNOWN < TRUE."""

from enum import IntEnum


class Truth(IntEnum):
    """The order is the logic: `all` is min, `any` is max, `not` swaps the ends."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


FALSE, UNKNOWN, TRUE = Truth
