"""What is another clinic's and what does not exist are the same: words, length and statements."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.intakes import begin, submit

ADDRESSES = {
    "patient": "/patients/{}/",
    "patient-edit": "/patients/{}/edit/",
    "invite": "/patients/{}/invite/",
    "intake": "/intakes/{}/",
    "decide": "/intakes/{}/decide/",
    "vital-signs": "/intakes/{}/vital-signs/",
}


@pytest.fixture
def ids(version, maria, bob):
    intake = submit(begin(version, maria, bob))
    return {"patients": maria.public_id, "intakes": intake.public_id}


def asked(client, address):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    said = [re.sub(r"'[^']*'|[0-9a-f]{32}", "?", query["sql"]) for query in queries]
    return answer.status_code, answer.content, said


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_foreign_and_missing_are_answered_alike(address, ids, charlie, signed_in):
    client = signed_in(charlie)
    client.get("/queue/")
    foreign = address.format(ids[address.split("/")[1]])

    there, missing = asked(client, foreign), asked(client, address.format(uuid.uuid4()))

    assert there == missing
    assert there[0] == 404
