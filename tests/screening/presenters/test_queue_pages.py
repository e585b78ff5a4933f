"""How the queue's next page is found."""

from django.utils import timezone

from screening.presenters.queue import waiting

COLUMNS = ", ".join(f'"screening_intake"."{name}"' for name in ("rank", "waiting_since", "id"))


def test_next_page_is_found_by_one_row_comparison(lakeside):
    """On every database: ORs of comparisons would walk through all pages before it."""
    sql = str(waiting(lakeside, (2, timezone.now(), 5)).query)

    assert f"({COLUMNS}) > (" in sql
    assert " OR " not in sql
    assert "OFFSET" not in sql
