"""Proofs about question sets: what is wrong with a document, before a patient meets it.

Pure, like the rules. `docs/proofs.md` says what is proved, how, and what is not.
"""

from screening.proofs.checking import check_data, check_document, check_text
from screening.proofs.remarks import Example, Remark, Weight

__all__ = ["Example", "Remark", "Weight", "check_data", "check_document", "check_text"]
