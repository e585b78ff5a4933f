"""Tables as files that a spreadsheet opens, and that do nothing there but be read."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001


def as_csv(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """RFC 4180. No cell starts a formula, also not after blanks that a spreadsheet may drop."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    for cells in lines:
        writer.writerow([harmless(cell) for cell in cells])
    return text.getvalue()


def harmless(cell: str) -> str:
    is_formula = cell.startswith(FORMULA) or cell.lstrip().startswith(FORMULA)
    return f"'{cell}" if is_formula else cell
