"""What differs between two versions of a question set: in what they say, and for whom.

Pure, like the rules. `changes` reads two documents side by side; `effects` looks for a patient
whom the two would treat differently.
"""

from screening.differences.cases import CaseChange, changed_cases
from screening.differences.changes import Change, Kind, Subject
from screening.differences.documents import compare
from screening.differences.effects import Effect, Verdict, effects

__all__ = [
    "CaseChange",
    "Change",
    "Effect",
    "Kind",
    "Subject",
    "Verdict",
    "changed_cases",
    "compare",
    "effects",
]
