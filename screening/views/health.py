"""Whether this process can serve: for a monitor, which is told nothing else."""

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from screening.startup import pending_migrations


@require_safe
@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """Reads no row of anybody, and opens no session."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        is_up = is_migrated()
    except (DatabaseError, NotMigrated):
        is_up = False
    return JsonResponse({"up": is_up}, status=200 if is_up else 503)


class NotMigrated(Exception):
    """Raised, so that only the good answer is kept."""


@cache
def is_migrated() -> bool:
    """Once true it stays true for this process: its code knows of no newer migration."""
    if pending_migrations():
        raise NotMigrated
    return True
