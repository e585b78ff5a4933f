"""Damage that no action does: a document rots on the disk, past the triggers that forbid it."""

from django.db import connection, transaction

from screening.models import QuestionSetVersion
from tests.flush import TRIGGERS


def damage_versions(**changes: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # PostgreSQL alters no table that still waits for its foreign keys to be looked at.
        connection.check_constraints()
        lift, restore = TRIGGERS[connection.vendor](connection)
        for statement in lift:
            cursor.execute(statement)
        QuestionSetVersion.objects.update(**changes)
        connection.check_constraints()
        for statement in restore:
            cursor.execute(statement)
