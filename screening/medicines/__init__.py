"""Medicines as patients type them, and the classes that the rules know.

Pure: it reads one file of names and knows nothing of Django, a database or the clock.
"""

from screening.medicines.loading import (
    VocabularyError,
    load_vocabulary,
    shipped_sha256,
    shipped_vocabulary,
)
from screening.medicines.matcher import MedicineMatch, match_medicine
from screening.medicines.recognition import recognise
from screening.medicines.vocabulary import How, Match, Vocabulary

__all__ = [
    "How",
    "Match",
    "MedicineMatch",
    "Vocabulary",
    "VocabularyError",
    "load_vocabulary",
    "match_medicine",
    "recognise",
    "shipped_sha256",
    "shipped_vocabulary",
]
