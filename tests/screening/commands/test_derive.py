"""`manage.py derive`: whether a screening comes out the same today, from no scope at all."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from clinics import scopes
from screening.models import Screening
from tests.intakes import ANEURYSM, submit

pytestmark = pytest.mark.django_db


def put_into(column, value):
    """As somebody's hand in the database would."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {Screening._meta.db_table} SET {column} = %s", [value])  # noqa: S608


def derive(clinic, reference):
    with scopes.nowhere():
        call_command("derive", clinic, reference)


def test_it_says_that_the_newest_screening_comes_out_the_same(intake, capsys):
    submit(intake, ANEURYSM)

    derive("lakeside", intake.reference)

    assert capsys.readouterr().out == "It comes out the same. Changed since: nothing.\n"


def test_it_names_what_has_changed_and_tells_no_finding(intake):
    submit(intake, ANEURYSM)
    put_into("engine_version", "0")
    put_into("outcome_digest", "0")

    with pytest.raises(CommandError) as refused:
        derive("lakeside", intake.reference)

    assert str(refused.value) == "It does not come out the same. Changed since: engine."


def test_damaged_screening_cannot_be_made_again(intake):
    submit(intake)
    put_into("answers", b"\x01P")

    with pytest.raises(CommandError, match="It cannot be made again: DecryptionFailed"):
        derive("lakeside", intake.reference)


def test_what_is_not_there_is_said(intake):
    for arguments, message in (
        (("nowhere", intake.reference), "There is no clinic nowhere."),
        (("lakeside", "ABC-234"), "lakeside has no intake ABC-234."),
        (("lakeside", intake.reference), f"{intake.reference} was not screened yet."),
    ):
        with pytest.raises(CommandError, match=message):
            derive(*arguments)
