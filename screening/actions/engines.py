"""The compiled engines of this process, and the vocabulary that they know medicines by."""

import json
from collections.abc import Mapping
from functools import partial

from screening.medicines import recognise, shipped_sha256, shipped_vocabulary
from screening.models import DocumentMismatchError, QuestionSetVersion
from screening.models.json_text import json_text
from screening.rules import (
    Document,
    DocumentError,
    Engine,
    Recognise,
    Recognition,
    compile_engine,
    parse_with_any_values,
)

MOST_KEPT = 64

_engines: dict[tuple[str, str], Engine] = {}


class MedicineMatchFailed(Exception):
    """A medicine could not even be looked for, which is not the same as not being found."""


def engine_for(
    version: QuestionSetVersion, parameters: Mapping[str, float] | None = None
) -> Engine:
    """Compiled once per process, document and parameters; the document is read only then."""
    key = (version.sha256, json_text(parameters or {}))
    engine = _engines.get(key)
    if engine is None:
        engine = compile_with_medicines(version.parsed, parameters)
        if len(_engines) >= MOST_KEPT:
            _engines.clear()
        _engines[key] = engine
    return engine


def engine_to_show(version: QuestionSetVersion) -> Engine | None:
    """To show an example patient with: of a draft, too, whose only fault is that it waits for
    values which no option offers. None where the document cannot be read at all."""
    try:
        return engine_for(version)
    except DocumentMismatchError:
        return None
    except DocumentError:
        return loose_engine(version)


def loose_engine(version: QuestionSetVersion) -> Engine | None:
    try:
        return compile_with_medicines(parse_with_any_values(json.loads(version.document)))
    except DocumentError:
        return None


def compile_with_medicines(
    document: Document, parameters: Mapping[str, float] | None = None
) -> Engine:
    return compile_engine(document, medicine_recogniser(), parameters)


def medicine_recogniser() -> Recognise:
    """Raises MedicineMatchFailed where the pure matcher would raise anything at all."""
    try:
        known = partial(recognise, vocabulary=shipped_vocabulary())
    except Exception as error:
        raise MedicineMatchFailed from error

    def recognise_row(row: object) -> Recognition:
        try:
            return known(row)
        except Exception as error:
            raise MedicineMatchFailed from error

    return recognise_row


def vocabulary_sha256() -> str:
    return shipped_sha256()
