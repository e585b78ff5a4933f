import ast
import json
import logging
import os
import re
import socket
import subprocess
import sys
import time

import pytest
from django.http import HttpResponse
from django_tasks.signals import log_task_finished

from screening.actions.notifications import send_notification
from screening.logs import ALLOWED, bind, binding
from screening.logs.requests import logged
from tests import production
from tests.imports import modules

logger = logging.getLogger("web")


@pytest.fixture
def lines(log):
    """What was logged since this was last asked, as it is written."""

    def read():
        written = log.getvalue().splitlines()
        log.seek(0)
        log.truncate()
        return [json.loads(line) for line in written]

    return read


def test_line_says_what_when_and_where(lines):
    logger.warning("Nobody came", extra={"intake_id": 7, "reason": "MEDICINES"})

    (line,) = lines()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line.pop("at"))
    assert line == {
        "level": "WARNING",
        "logger": "web",
        "event": "Nobody came",
        "intake_id": 7,
        "reason": "MEDICINES",
    }


def test_what_is_put_into_the_words_is_left_out_and_counted(lines):
    logger.error("Not found: %s, %d times by %-5s", "/i/Sx2-kQ_token/", 3, "Maria")
    logger.error("Not found: %(path)s", {"path": "/i/Sx2-kQ_token/"})

    first, second = lines()
    assert (first["event"], first["dropped"]) == ("Not found: *, * times by *", 3)
    assert (second["event"], second["dropped"]) == ("Not found: *", 1)


@pytest.mark.parametrize(
    "words", [f"Maria takes {'klonopin'}", "Maria" + "Jose", 7, ValueError("x")]
)
def test_words_that_do_not_stand_in_the_program_are_left_out(lines, words):
    logger.error(words)

    (line,) = lines()
    assert (line["event"], line["dropped"]) == ("(text left out)", 1)


def test_what_is_not_on_the_list_is_left_out_and_counted(lines):
    logger.error("Sent", extra={"answer": 7, "path": "/i/token/", "status": 200})

    (line,) = lines()
    assert (line["status"], line["dropped"]) == (200, 2)
    assert line.keys().isdisjoint({"answer", "path"})


@pytest.mark.parametrize("value", ["two words", "", "é", "x" * 81, ["x"], {"a": 1}, object()])
def test_what_is_on_the_list_is_a_number_or_a_code(lines, value):
    logger.error("Sent", extra={"reason": value})

    (line,) = lines()
    assert (line.get("reason"), line["dropped"]) == (None, 1)


def test_error_is_told_by_types_and_places_without_its_words(lines):
    try:
        try:
            int("I take klonopin")
        except ValueError as error:
            raise KeyError("klonopin") from error
    except KeyError:
        logger.exception("It failed", stack_info=True)

    (line,) = lines()
    assert (line["error"], line["caused_by"]) == ("builtins.KeyError", ["builtins.ValueError"])
    assert [frame.rpartition(":")[0] for frame in line["frames"]] == [
        f"{__name__}:test_error_is_told_by_types_and_places_without_its_words"
    ]
    assert line["dropped"] == 1  # the stack
    assert "klonopin" not in json.dumps(line)


def test_only_the_innermost_frames_are_written(lines):
    def deeper(depth):
        return deeper(depth - 1) if depth else int("x")

    try:
        deeper(100)
    except ValueError:
        logger.exception("It failed")

    (line,) = lines()
    assert len(line["frames"]) == 30
    assert ".deeper:" in line["frames"][-1]


def test_lines_of_a_request_say_which(lines):
    with binding(request_id="a" * 32):
        bind(clinic_id=3)
        logger.error("Sent")
        bind(answer="klonopin")
        logger.error("Sent")
    logger.error("Sent")

    first, second, third = lines()
    assert (first["request_id"], first["clinic_id"]) == ("a" * 32, 3)
    assert (second["clinic_id"], second["dropped"]) == (3, 1)
    assert third.keys() == {"at", "level", "logger", "event"}


def test_request_leaves_one_line_with_its_route_and_no_address(lines, client, db):
    response = client.get("/i/Sx2-kQ_token/?q=Maria", HTTP_REFERER="http://testserver/i/other/")

    (line,) = [line for line in lines() if line["logger"] == "screening.logs.requests"]
    assert response.headers["X-Request-ID"] == line["request_id"]
    assert line["duration_ms"] > 0
    assert {key: line[key] for key in line.keys() - {"at", "duration_ms", "request_id"}} == {
        "level": "INFO",
        "logger": "screening.logs.requests",
        "event": "Request",
        "method": "GET",
        "route": "patient:start",
        "status": 404,
    }


def test_request_says_who_and_at_which_clinic(lines, signed_in, bob, phone):
    signed_in(bob).get("/patients/")
    staff = lines()[-1]
    phone.prove()
    patient = lines()[-1]

    assert (staff["route"], staff["user_id"], staff["clinic_id"]) == (
        "patients",
        bob.pk,
        bob.memberships.get().clinic_id,
    )
    assert patient["clinic_id"] == phone.intake.clinic_id
    assert patient["intake_id"] == phone.intake.pk
    assert "user_id" not in patient


@pytest.mark.parametrize(
    ("given", "is_taken"), [("0123456789abcdef" * 2, True), ("Maria", False), ("A" * 32, False)]
)
def test_request_keeps_the_proxys_number_if_it_is_one(rf, given, is_taken):
    answered = logged(lambda request: HttpResponse())(rf.get("/", HTTP_X_REQUEST_ID=given))

    assert (answered.headers["X-Request-ID"] == given) is is_taken
    assert re.fullmatch("[0-9a-f]{32}", answered.headers["X-Request-ID"])


def test_odd_method_is_not_written(lines, client, db):
    client.generic("KLONOPIN", "/", HTTP_HOST="elsewhere.example")

    line = lines()[-1]
    assert (line["method"], line["route"], line["status"]) == ("other", "none", 400)


def test_own_lines_have_words_of_the_program_and_keys_of_the_list():
    """So nothing that we mean to say is left out."""
    calls = [call for tree in modules().values() for call in logger_calls(tree)]

    assert len(calls) >= 6
    for call in calls:
        words, *rest = call.args
        assert isinstance(words, ast.Constant)
        assert rest == []
        for keyword in call.keywords:
            if isinstance(keyword.value, ast.Dict):
                assert {key.value for key in keyword.value.keys} <= ALLOWED


def logger_calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            is_told = node.func.attr != "isEnabledFor"
            if isinstance(owner, ast.Name) and owner.id == "logger" and is_told:
                yield node


def test_command_that_ends_by_an_error_does_not_say_its_words():
    code = "import django; django.setup(); raise ValueError('I take klonopin')"
    ended = production.run("-c", code)

    (line,) = ended.stderr.splitlines()
    assert ended.returncode == 1
    assert json.loads(line)["error"] == "builtins.ValueError"
    assert "klonopin" not in line


def test_application_server_writes_lines_of_the_same_shape(tmp_path, settings):
    """Neither a table nor a style sheet is there, so each request is an error."""
    address, log = tmp_path / "web.sock", tmp_path / "log"
    options = ["--config", "deploy/gunicorn.py", "--bind", f"unix:{address}", "--workers", "1"]
    options += ["--access-logfile", "-"]
    environment = production.ENVIRONMENT | {
        "TRYOUT": "on",
        "LOG_LEVEL": "INFO",
        "DATA_DIR": str(tmp_path),
        "KEYS_FILE": str(settings.KEYS_FILE),
        "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3",
    }
    with log.open("w") as file:
        server = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "gunicorn", *options, "screening.wsgi"],
            cwd=production.ROOT,
            env={**os.environ, **environment},
            stdout=file,
            stderr=subprocess.STDOUT,
        )
        try:
            answers = [asked(address, "/i/Sx2-kQ_token/"), asked(address, "/klonopin/")]
        finally:
            server.terminate()
            server.wait(timeout=30)
    written = log.read_text()
    lines = [json.loads(line) for line in written.splitlines()]

    assert answers == [500, 500]
    started = [line["event"] for line in lines if line["logger"] == "gunicorn.error"][:2]
    assert started == ["Starting gunicorn *", "Listening at: * (*)"]
    assert "port" not in written  # it listens on a path
    routes = [(line["route"], line["status"]) for line in lines if "route" in line]
    assert routes == [("patient:start", 500), ("none", 500)]
    assert [line["status"] for line in lines if line["event"] == "Answered"] == [500, 500]
    assert {line["error"] for line in lines if "error" in line} == {
        "django.db.utils.OperationalError",
        "builtins.ValueError",
    }
    assert not re.search("token|klonopin|elsewhere", written)


def asked(address, path, *, patience=20):
    """The status of the answer, from a server that may still be starting."""
    until = time.monotonic() + patience
    while True:
        with socket.socket(socket.AF_UNIX) as line:
            try:
                line.connect(str(address))
            except OSError:
                assert time.monotonic() < until, "the server does not start"
                time.sleep(0.05)
                continue
            head = f"GET {path} HTTP/1.0\r\nHost: localhost\r\n"
            line.sendall(f"{head}Referer: http://elsewhere.example/i/token/\r\n\r\n".encode())
            return int(line.makefile().readline().split()[1])


@pytest.mark.django_db
def test_line_about_a_task_says_which_one_and_what_became_of_it(lines):
    result = send_notification.enqueue(4711, 1)
    lines()

    log_task_finished(sender=type(result), task_result=result)

    (line,) = lines()
    assert line["event"] == "Task id=* path=* state=*"
    assert line["task"] == "screening.actions.notifications.send_notification"
    assert (line["task_id"], line["state"]) == (str(result.id), "READY")
    assert "4711" not in json.dumps(line)
    assert "dropped" not in line


def test_words_of_other_libraries_bring_no_facts(lines):
    logger.warning("Task id=%s path=%s state=%s", "a", "b", "c")

    (line,) = lines()
    assert line["dropped"] == 3
    assert {"task", "task_id", "state"}.isdisjoint(line)
