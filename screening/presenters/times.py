"""Ages, waiting times and moments, as people say them."""

import datetime as dt

MINUTE, HOUR, DAY = 60, 3600, 86400


def say_span(span: dt.timedelta) -> str:
    """The two largest units at most: `4 min`, `3 h 20 min`, `2 days`."""
    seconds = max(0, int(span.total_seconds()))
    if seconds < HOUR:
        return f"{seconds // MINUTE} min"
    if seconds < DAY:
        minutes = seconds % HOUR // MINUTE
        return f"{seconds // HOUR} h {minutes} min" if minutes else f"{seconds // HOUR} h"
    days = seconds // DAY
    return "1 day" if days == 1 else f"{days} days"
