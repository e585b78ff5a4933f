"""`script/bench step`."""

import gc
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from statistics import fmean

from django.core.management import call_command
from django.db import connection

from benchmarks.measuring import Times
from benchmarks.reporting import Goal, Row, at_least, at_most, milliseconds, table
from benchmarks.step import bare
from benchmarks.step.browser import Answer
from benchmarks.step.depth import EARLY, LATE, by_depth
from benchmarks.step.ours import OurClinic
from benchmarks.step.statements import statements_of_a_post
from benchmarks.step.wizard import FEW_STEPS, ONE_EACH, STEPS, Wizard

OURS, FLOOR = "ours", "bare view, one INSERT"
FEW, LONG = f"formtools, {STEPS} steps", "formtools, one question a step"

ABOUT = """\
{questions} questions of the shipped set with every gate open; ours shows one a page. All in this
process, through WSGI and the project's middleware, SQLite in WAL mode with synchronous=FULL. CPU
time: means over a whole form, medians over {rounds} forms; every page was shown once before."""
STEP = """\
A step is a GET and a POST. Ours: validated, stored, screened by all rules, audited, one commit.
formtools: validated, stored in the session's row, one commit; a step is {share} questions in the
wizard of {steps} steps."""
POST = "The POST alone. The floor stores one answer in one INSERT, committed by itself."
DEPTH = "The same question as 2nd and as 40th page of an intake."
STATEMENTS = "SQL statements of one POST, all that the request does; BEGIN and COMMIT do not count."
FIRST = "A page that is shown for the first time in a process."


@dataclass
class Form:
    """The requests of one contender for one form that was filled in."""

    gets: list[float] = field(default_factory=list)
    posts: list[float] = field(default_factory=list)

    def add(self, step: tuple[Answer, Answer]) -> None:
        shown, sent = step
        self.gets.append(shown.seconds)
        self.posts.append(sent.seconds)


def run(rounds: int) -> str:
    call_command("migrate", verbosity=0)
    bare.create_table()
    clinic = OurClinic()
    first = fill_in(clinic)
    gc.collect()
    gc.freeze()
    forms = [fill_in(clinic) for _ in range(rounds)]
    steps, posts, gets = (_times(forms, part) for part in ("step", "post", "get"))
    questions, share = len(ONE_EACH.shares), len(FEW_STEPS.shares[0])
    return "\n".join(
        [
            ABOUT.format(questions=questions, rounds=rounds),
            table(
                STEP.format(share=share, steps=STEPS),
                [
                    _faster("GET and POST", steps, FEW, at_least(4)),
                    _faster("GET and POST", steps, LONG, at_least(4)),
                    _faster("GET", gets, FEW),
                    _faster("GET", gets, LONG),
                    _faster("POST", posts, FEW),
                    _faster("POST", posts, LONG),
                ],
            ),
            table(POST, [_faster("POST", posts, FLOOR, at_least(0.7))]),
            table(DEPTH, [_depth(by_depth(clinic, rounds * 4))]),
            table(STATEMENTS, [_statements(clinic)]),
            table(FIRST, [Row("our GET", milliseconds(fmean(first[OURS].gets)))]),
        ]
    )


def fill_in(clinic: OurClinic) -> dict[str, Form]:
    """One form of every contender, in turns, step by step."""
    forms = {name: Form() for name in (OURS, FLOOR, FEW, LONG)}
    floor = bare.posts()
    turns = zip_longest(clinic.open_intake().steps(), ONE_EACH.steps(), _spread(FEW_STEPS))
    for ours, long, few in turns:
        forms[FLOOR].posts.append(next(floor).seconds)
        for name, step in ((OURS, ours), (LONG, long), (FEW, few)):
            if step is not None:
                forms[name].add(step)
    return forms


def _spread(wizard: Wizard) -> Iterator[tuple[Answer, Answer] | None]:
    """Its fewer steps among those of the others."""
    for step, share in zip(wizard.steps(), wizard.shares, strict=True):
        yield step
        yield from [None] * (len(share) - 1)


def _times(forms: list[dict[str, Form]], part: str) -> Times:
    """Seconds a request, or a step, as the mean of each form."""
    seconds: dict[str, list[float]] = {name: [] for name in forms[0]}
    for form in forms:
        for name, requests in form.items():
            get, post = fmean(requests.gets or [0.0]), fmean(requests.posts)
            seconds[name].append({"get": get, "post": post, "step": get + post}[part])
    return Times(seconds)


def _faster(what: str, times: Times, peer: str, goal: Goal | None = None) -> Row:
    return Row(
        what=f"our {what}",
        value=milliseconds(times.seconds(OURS)),
        peer=peer,
        peer_value=milliseconds(times.seconds(peer)),
        figure=times.ratio(peer, to=OURS),
        goal=goal,
    )


def _depth(times: Times) -> Row:
    return Row(
        what=f"our GET and POST, {LATE}",
        value=milliseconds(times.seconds(LATE)),
        peer=EARLY,
        peer_value=milliseconds(times.seconds(EARLY)),
        figure=times.ratio(LATE, to=EARLY),
        goal=at_most(1.1),
    )


def _statements(clinic: OurClinic) -> Row:
    count = len(statements_of_a_post(clinic))
    return Row("our POST", str(count), connection.vendor, "", float(count), at_most(6))
