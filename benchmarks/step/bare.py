"""The floor: a view that takes one answer of a form and stores it in one INSERT."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import path
from django.utils import timezone

from benchmarks.step.browser import Answer, Browser

TABLE = """\
CREATE TABLE bare_page (id integer PRIMARY KEY, link_id text NOT NULL, answer text NOT NULL,
                        sent_at text NOT NULL)"""
INSERT = "INSERT INTO bare_page (link_id, answer, sent_at) VALUES (%s, %s, %s)"


@login_not_required
def bare(request: HttpRequest, link_id: str) -> HttpResponse:
    """Without a transaction of its own the INSERT is committed, durably, by itself."""
    if request.method == "GET":
        return HttpResponse(get_token(request))
    values = [link_id, request.POST["answer"], timezone.now().isoformat()]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, values)
    return HttpResponseRedirect(request.path)


url = path("bare/<str:link_id>/", bare)


def create_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(TABLE)


def posts() -> Iterator[Answer]:
    """Without end."""
    browser = Browser()
    browser.get("/bare/first/")
    number = 0
    while True:
        number += 1
        yield browser.post(f"/bare/question_{number}/", {"answer": "no", "revision": str(number)})
