"""`script/bench rules`."""

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.measuring import Job, Times, in_turns
from benchmarks.reporting import Goal, Row, at_least, at_most, microseconds, milliseconds, table
from benchmarks.rules import contenders as c
from benchmarks.rules.contenders import Contenders
from screening.medicines import recognise, shipped_vocabulary
from screening.rules import compile_engine, parse_document

RECORDS = 400
SHIPPED = Path(__file__).parents[2] / "fixtures" / "question_sets" / "ketamine-pre-treatment.json"

ALONE = """\
25 rules, 72 comparisons, 50 answers. Rules alone, over what was prepared before the clock starts:
for ours the board, on which reading the answers has already decided each comparison; for the
others the facts, which they compare on the way. By hand and ours give a dict by rule, the peers a
list of truths; a peer is shown as its documentation has it and at its best."""
RAW = """\
All of it, from a patient's answers: choices, ISO dates, a reading. Ours checks each answer against
what its question offers and what is plausible, knows whether it is asked, and keeps what is unknown
apart. For the others an age and two numbers are made of the answers, and nothing is checked."""
EVIDENCE = "With the answers behind every finding, what is asked, what is unknown and the level."
SHIPPED_SET = "The shipped question set, with its own cases as records."


def run(rounds: int, records: int = RECORDS) -> str:
    contenders = Contenders(records)
    contenders.check_agreement()
    jobs = {name: partial(_all, one, records) for name, one in contenders.one.items()}
    times = in_turns(jobs, rounds=rounds)
    compared = partial(_compared, times, records)
    return "\n".join(
        [
            f"{records} complete records on which all agree, {rounds} rounds, CPU time.",
            table(ALONE, _alone(compared)),
            table(RAW, _raw(compared)),
            table(EVIDENCE, [compared(c.EVIDENCE, c.OURS_RAW, at_most(3), is_cost=True)]),
            table(SHIPPED_SET, _shipped(rounds)),
        ]
    )


def _all(one: Callable[[int], object], count: int) -> None:
    for index in range(count):
        one(index)


def _alone(compared: Callable[..., Row]) -> list[Row]:
    return [
        compared(c.OURS, c.BY_HAND, at_least(0.4)),
        compared(c.OURS, c.LOGIC_DICT, at_least(1.2)),
        compared(c.OURS, c.LOGIC_HANDLE, at_least(1.2)),
        compared(c.OURS, c.ZEN_TEXT, at_least(1.5)),
        compared(c.OURS, c.ZEN_DICT, at_least(1.5)),
        compared(c.OURS, c.ZEN_DECISION, at_least(1.5)),
    ]


def _raw(compared: Callable[..., Row]) -> list[Row]:
    return [
        compared(c.OURS_RAW, c.BY_HAND_RAW, at_least(0.4)),
        compared(c.OURS_RAW, c.LOGIC_RAW, at_least(1.2)),
        compared(c.OURS_RAW, c.ZEN_RAW, at_least(1.5)),
    ]


def _compared(
    times: Times,
    records: int,
    ours: str,
    peer: str,
    goal: Goal | None = None,
    *,
    is_cost: bool = False,
) -> Row:
    """The ratio is of speeds, so more is better; of costs when it says so."""
    return Row(
        what=ours,
        value=microseconds(times.seconds(ours) / records),
        peer=peer,
        peer_value=microseconds(times.seconds(peer) / records),
        figure=times.ratio(ours, peer) if is_cost else times.ratio(peer, ours),
        goal=goal,
    )


def _shipped(rounds: int) -> list[Row]:
    source = json.loads(SHIPPED.read_text())
    known = partial(recognise, vocabulary=shipped_vocabulary())
    engine = compile_engine(parse_document(source), known)
    cases = [(case["answers"], date.fromisoformat(case["today"])) for case in source["cases"]]
    jobs: dict[str, Job] = {
        "parse and compile": lambda: compile_engine(parse_document(source), known),
        "truths of a record": lambda: [engine.truths(*case) for case in cases],
        "screening of a record": lambda: [engine.screen(*case) for case in cases],
    }
    times = in_turns(jobs, rounds=rounds)
    compile_seconds = times.seconds("parse and compile")
    return [
        Row(
            what="parse and compile, in ms",
            value=milliseconds(compile_seconds),
            figure=compile_seconds * 1e3,
            goal=at_most(20),
        ),
        *(
            Row(name, microseconds(times.seconds(name) / len(cases)))
            for name in ("truths of a record", "screening of a record")
        ),
    ]
