"""Everybody does everything at the same moment, and nobody waits for each other for ever."""

import contextvars
import datetime
import threading

import pytest
from django.db import connections

from clinics import actions, audit
from clinics.models import Role


@pytest.mark.django_db(transaction=True)
def test_actions_at_the_same_moment_all_come_through(lakeside, alice, dana, maria):
    failures = []
    day = datetime.date(1990, 1, 1)
    works = [
        lambda n: actions.update_clinic(
            clinic=lakeside, changes={"phone": f"555-010-01{n:02}"}, by=dana
        ),
        lambda n: actions.update_patient(patient=maria, changes={"phone": str(n)}, by=alice),
        lambda n: actions.register_patient(
            clinic=lakeside, given_name=f"A{n}", family_name="", date_of_birth=day, by=alice
        ),
        lambda n: actions.grant_role(user=alice, clinic=lakeside, role=list(Role)[n % 3], by=dana),
        lambda n: actions.revoke_role(user=alice, clinic=lakeside, role=list(Role)[n % 3], by=dana),
        lambda n: audit.record(clinic=lakeside, action="patient.read", actor=alice, obj=maria),
    ]

    def repeat(work):
        try:
            for number in range(12):
                work(number)
        except Exception as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=contextvars.copy_context().run, args=[repeat, work])
        for work in works * 2
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert lakeside.patients.count() == 1 + 24
    assert audit.verify(lakeside) == []
