"""Numbers and texts that nothing in the document uses."""

from collections.abc import Iterator

from screening.proofs.places import comparisons
from screening.proofs.remarks import Remark, error, warning
from screening.rules import Document
from screening.rules.conditions import ParameterReference

SHOWN_AT_THE_END = "review"
"""The patient text that the program shows by its name, whatever the rules say."""


def check_unused(document: Document) -> Iterator[Remark]:
    """A clinic may set a number of its own for a parameter, and would think that it counts."""
    operands = [leaf.operand for _, leaf in comparisons(document)]
    used = {one.name for one in operands if isinstance(one, ParameterReference)}
    for name in sorted(document.parameters.keys() - used):
        yield error(
            "parameter-unused",
            f"parameters.{name}",
            f"nothing is compared with parameter '{name}': to change it changes nothing",
        )
    said = {rule.patient_text for rule in document.rules.values()} | {SHOWN_AT_THE_END}
    for name in sorted(document.patient_texts.keys() - said):
        yield warning(
            "text-unused",
            f"patient_texts.{name}",
            f"no rule names patient text '{name}', so no patient reads it: has a rule lost it?",
        )
