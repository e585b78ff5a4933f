"""Parameters in another unit than the answers, and numbers that should be parameters."""

from collections.abc import Iterator, Mapping

from screening.proofs.places import comparisons
from screening.proofs.remarks import Remark, warning
from screening.rules import Document
from screening.rules.conditions import Comparison, ParameterReference

UNITS: Mapping[str, str] = {
    "age_years": "years",
    "days_ago": "days",
    "systolic": "mmHg",
    "diastolic": "mmHg",
    "highest": "mmHg",
    "lowest": "mmHg",
}


def check_units(document: Document) -> Iterator[Remark]:
    """A warning, once for each parameter and attribute: a unit may be written in any words."""
    for name, attribute in sorted(set(_compared(document))):
        unit = document.parameters[name].unit
        if unit.strip().casefold() != UNITS[attribute].casefold():
            yield warning(
                "unit-differs",
                f"parameters.{name}.unit",
                f"parameter '{name}' is in '{unit}', and compared with '{attribute}', which is in"
                f" {UNITS[attribute]}",
            )


def check_written_limits(document: Document) -> Iterator[Remark]:
    """A clinic that sets a number of its own means every place where that number stands."""
    for path, leaf in comparisons(document):
        if leaf.attribute not in UNITS or isinstance(leaf.operand, ParameterReference):
            continue
        for name in _parameters_of(document, leaf):
            yield warning(
                "limit-written-out",
                f"{path}.{leaf.operator}",
                f"this says {leaf.operand} where parameter '{name}' is the same: a clinic's own"
                " number for it does not count here",
            )


def _parameters_of(document: Document, leaf: Comparison) -> list[str]:
    unit = UNITS[leaf.attribute].casefold()
    return [
        name
        for name, parameter in sorted(document.parameters.items())
        if (parameter.value, parameter.unit.strip().casefold()) == (leaf.operand, unit)
    ]


def _compared(document: Document) -> Iterator[tuple[str, str]]:
    """Each parameter, by its name, and the attribute that it is compared with."""
    for _, leaf in comparisons(document):
        if leaf.attribute in UNITS and isinstance(leaf.operand, ParameterReference):
            yield leaf.operand.name, leaf.attribute
