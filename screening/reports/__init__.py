"""Documents to print."""

from screening.reports.codebook import codebook_pdf

__all__ = ["codebook_pdf"]
