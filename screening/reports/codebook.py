"""A question set's codebook as a tagged PDF (PDF/UA-1)."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from screening.reports.printable import printable

TEMPLATE = Path(__file__).with_name("codebook.typ").read_bytes()


def codebook_pdf(codebook: Mapping[str, Any]) -> bytes:
    """`codebook` as `screening.presenters.codebooks` makes it. The same one gives the same bytes.

    Its texts reach the typesetter as JSON, a value that is never read as markup; the template
    reads no other file, and only the fonts of the typesetter itself are used.
    """
    data = json.dumps(printable(dict(codebook)), ensure_ascii=False)
    return typst.compile(
        TEMPLATE,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        pdf_standards="ua-1",
    )
