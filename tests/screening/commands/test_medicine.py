"""`manage.py medicine`, as a script would use it."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).parents[3]


def matched(*args, stdin=None):
    """The lines that the command prints; no database is set up for it."""
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patched:
        given = None if stdin is None else io.TextIOWrapper(io.BytesIO(stdin))
        patched.setattr(sys, "stdin", given)
        call_command("medicine", *args, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def found(ingredient, classes, how):
    return {"ingredient": ingredient, "classes": classes, "how": how}


def test_one_name():
    alprazolam = found("alprazolam", ["benzodiazepine"], "spelling")
    assert matched("Xanex 0.5 prn") == [
        {"text": "Xanex 0.5 prn", "matches": [alprazolam], "recognised": True}
    ]
    assert matched("Xanex", "0.5", "prn") == matched("Xanex 0.5 prn")


def test_lines_give_one_answer_each_in_their_order():
    answers = matched("--lines", stdin="lorezepam\r\n\nzoloft, soma\nlíttle blue pill".encode())
    assert answers == [
        {
            "text": "lorezepam",
            "matches": [found("lorazepam", ["benzodiazepine"], "distance")],
            "recognised": False,
        },
        {"text": "", "matches": [], "recognised": False},
        {
            "text": "zoloft, soma",
            "matches": [
                found("zoloft", [], "exact"),
                found("carisoprodol", ["cns_depressant_other"], "exact"),
            ],
            "recognised": True,
        },
        {"text": "líttle blue pill", "matches": [], "recognised": False},
    ]


def test_no_lines_give_no_answers():
    assert matched("--lines", stdin=b"") == []


@pytest.mark.parametrize(
    ("args", "stdin", "message"),
    [
        ([], b"", "give either a medicine name or --lines with names on stdin"),
        (["xanax", "--lines"], b"", "give either a medicine name or --lines with names on stdin"),
        (["--lines"], b"xanax\nfoo \xff\n", "line 2, byte 5: this is not UTF-8"),
        (["--lines"], None, "standard input is closed"),
        (["\udcff"], b"", "the medicine name is not UTF-8"),
    ],
)
def test_bad_input_is_refused_whole(args, stdin, message, capsys):
    with pytest.raises(CommandError, match=f"^{message}$") as refusal:
        matched(*args, stdin=stdin)
    assert refusal.value.returncode == 2
    assert capsys.readouterr().out == ""


def test_needs_no_secret_key_and_no_database():
    bare = {"PATH": os.environ["PATH"], "DATABASE_URL": "sqlite:////no/such/place/db"}
    command = [sys.executable, "manage.py", "medicine", "--lines"]
    run = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=bare, input=b"Xanax\n\xff", capture_output=True, check=False
    )
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr == b"CommandError: line 2, byte 1: this is not UTF-8\n"
    run = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=bare, input=b"Xanax\n", capture_output=True, check=True
    )
    assert json.loads(run.stdout)["matches"] == [found("alprazolam", ["benzodiazepine"], "exact")]
