"""What stays behind of a task that failed: its type and its place, and no word of what it knew."""

from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from clinics import mails
from clinics.mails import tell_of_change
from tests.imports import imported, modules


def worker():
    return Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="one",
        excluded_queue_names=[],
    )


def test_failed_task_keeps_type_and_place_and_no_words(db, dana, monkeypatch, log):
    def deliver(*args):
        raise ValueError(f"zq {args}") from KeyError("zq she takes lithium")

    monkeypatch.setattr(mails, "deliver", deliver)
    tell_of_change.enqueue(dana.pk, "mfa/email/webauthn_added")

    worker().run_task(DBTaskResult.objects.get())

    kept = DBTaskResult.objects.get()
    assert kept.status == "FAILED"
    assert kept.exception_class_path == "clinics.tasks.TaskFailed"
    assert "builtins.ValueError at tests.clinics.test_tasks:" in kept.traceback
    assert "zq" not in kept.traceback
    assert dana.email not in kept.traceback
    assert '"error": "builtins.ValueError", "caused_by": ["builtins.KeyError"]' in log.getvalue()
    assert "zq" not in log.getvalue()


def test_every_task_is_of_this_kind():
    """The library's own decorator would keep the words."""
    found = [
        name
        for name, tree in modules().items()
        if any(each.startswith("django_tasks.") for each in imported(tree))
    ]

    assert found == ["clinics.tasks"]
