"""Gates that rest on what patients are asked only later: in doubt whenever it matters."""

from collections.abc import Iterator

from screening.proofs.places import gates
from screening.proofs.remarks import Remark, error
from screening.rules import Document
from screening.rules.cones import questions_of


def check_order(document: Document) -> Iterator[Remark]:
    """A page asks when in doubt, and is sent before the later answer is there."""
    order = {link_id: index for index, link_id in enumerate(document.questions)}
    for link_id, place in gates(document):
        later = [
            one
            for one in sorted(questions_of(document, place.condition), key=order.__getitem__)
            if order[one] > order[link_id]
        ]
        if later:
            names = ", ".join(f"'{one}'" for one in later)
            yield error(
                "gate-too-early",
                place.path,
                f"'{link_id}' comes before {names}, on which this rests: whoever is asked it"
                " is asked in doubt",
            )
