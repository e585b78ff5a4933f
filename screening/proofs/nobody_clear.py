"""Somebody has to be able to end at the lowest level, or a flag says nothing about anybody."""

from collections.abc import Iterator

from screening.proofs.remarks import Remark, error
from screening.proofs.studies import EngineDisagrees, Study, examined, example
from screening.proofs.witnesses import Witness, plain_patient
from screening.rules import Level, Severity

GRAVEST_FIRST = tuple(Severity)


def check_nobody_clear(study: Study) -> Iterator[Remark]:
    """No rule need be at fault alone: everybody may raise either of two."""
    yield from examined("rules", "whether anybody is clear", _anybody, study)


def _anybody(study: Study) -> Iterator[Remark]:
    if plain_patient(study.bench.engine, study.witnesses) is not None:
        return
    clear = _finished(study, GRAVEST_FIRST)
    if clear is not None:
        if _level(study, clear) is not Level.NONE:
            raise EngineDisagrees(example(clear))
        return
    nearest = _nearest(study)
    yield error(
        "nobody-clear",
        "rules",
        f"no patient can end at level 'none', whatever the answers{_as_it_is(study, nearest)}",
        example(nearest) if nearest else None,
    )


def _nearest(study: Study) -> Witness | None:
    """One who answers all, with as many of the gravest rules clear as can be."""
    for count in range(len(GRAVEST_FIRST) - 1, -1, -1):
        patient = _finished(study, GRAVEST_FIRST[:count])
        if patient is not None:
            return patient
    return None


def _finished(study: Study, clear: tuple[Severity, ...]) -> Witness | None:
    """A patient for whom all rules of these severities are clear, with every question answered."""
    document, record = study.document, study.record
    wanted = [
        record.truth(rule.when).false for rule in document.rules.values() if rule.severity in clear
    ]
    model = study.find(*wanted, finished=document.questions, only_finished=True)
    return None if model is None else study.replay(model, list(document.questions))


def _as_it_is(study: Study, nearest: Witness | None) -> str:
    if nearest is None:
        return ""
    outcome = study.bench.engine.screen(nearest.answers, nearest.today)
    told = ", ".join(f"'{one.rule}'" for one in (*outcome.raised, *outcome.undetermined))
    return f": the lowest is '{outcome.level.value}', where this patient is with {told}"


def _level(study: Study, patient: Witness) -> Level:
    return study.bench.engine.screen(patient.answers, patient.today).level
