"""The checks of a version's bytes: enqueued with every save, run by a worker, kept for ever."""

import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from clinics import scopes
from clinics.tasks import task
from screening.actions.proofs import Proof, known_proof, prove, tools
from screening.actions.refusals import ActionRefused
from screening.models import CheckState, QuestionSetVersion, VersionCheck

QUEUE = "proofs"
"""Not the queue of the mails: an urgent one must not wait a minute behind a proof."""

LONGEST = datetime.timedelta(minutes=10)
"""After which a run is taken for dead."""

DECIDED = (CheckState.PASSED, CheckState.FAILED)


class ChecksNotPassed(ActionRefused):
    """These very bytes have not passed all checks; `check` is the last one of them, if any."""

    def __init__(self, check: VersionCheck | None) -> None:
        self.check = check
        state = CheckState(check.state).label.lower() if check else "not run"
        super().__init__(f"The checks of this document: {state}.")


def enqueue_checks(version: QuestionSetVersion) -> VersionCheck:
    """In the caller's transaction. Bytes that were checked before are not proved again."""
    check = VersionCheck(
        clinic_id=version.clinic_id,
        version=version,
        sha256=version.sha256,
        queued_at=timezone.now(),
        **tools(),
    )
    proof = known_proof(version.sha256) or stored_proof(version)
    if proof is not None:
        finish(check, proof)
        return check
    check.save()
    run_check.enqueue(check.pk, check.clinic_id)
    return check


def check_again(*, version: QuestionSetVersion) -> VersionCheck:
    """A new run for bytes that have not passed; the last one where they have, or one is under way.

    A run that a dead worker left behind is "under way" for LONGEST.
    """
    with transaction.atomic():
        last = last_check(version)
        if last is not None and (last.is_passed or is_under_way(last)):
            return last
        return enqueue_checks(version)


def is_under_way(check: VersionCheck) -> bool:
    since = check.started_at or check.queued_at
    return check.is_open and timezone.now() - since < LONGEST


def last_check(version: QuestionSetVersion) -> VersionCheck | None:
    """The newest run over the bytes that the version has now, by the tools of today."""
    return checks_of(version).filter(version=version).last()


def last_proof(version: QuestionSetVersion) -> VersionCheck | None:
    """The newest run over these bytes that came to an end, by whichever tools."""
    checks = VersionCheck.objects.filter(clinic_id=version.clinic_id, sha256=version.sha256)
    ended = checks.exclude(state=CheckState.OVERTAKEN).exclude(finished_at=None)
    return ended.order_by("pk").last()


def is_by_todays_tools(check: VersionCheck) -> bool:
    return all(getattr(check, name) == now for name, now in tools().items())


def checks_of(version: QuestionSetVersion) -> QuerySet[VersionCheck]:
    """Of these bytes by the tools of today, whichever version of the clinic had them."""
    checks = VersionCheck.objects.filter(clinic_id=version.clinic_id)
    return checks.filter(sha256=version.sha256, **tools()).order_by("pk")


def refuse_unproved(version: QuestionSetVersion) -> None:
    """Raises ChecksNotPassed."""
    if not checks_of(version).filter(state=CheckState.PASSED).exists():
        raise ChecksNotPassed(last_check(version))


def stored_proof(version: QuestionSetVersion) -> Proof | None:
    found = checks_of(version).filter(state__in=DECIDED).last()
    if found is None:
        return None
    return Proof(CheckState(found.state), found.remarks, found.seconds or 0.0)


@task(queue_name=QUEUE)
def run_check(check_id: int, clinic_id: int) -> str:
    """The state it ended with."""
    with scopes.at_clinic(clinic_id):
        return run(check_id)


def run(check_id: int) -> str:
    """Nothing is locked while the solver works."""
    check = VersionCheck.objects.select_related("version").get(pk=check_id)
    if not check.is_open:
        return check.state
    version = check.version
    if version.sha256 != check.sha256:
        check.state, check.finished_at = CheckState.OVERTAKEN, timezone.now()
        check.save()
        return check.state
    check.state, check.started_at = CheckState.RUNNING, timezone.now()
    check.save()
    finish(check, prove(document=version.document, sha256=version.sha256))
    return check.state


def finish(check: VersionCheck, proof: Proof) -> None:
    check.state, check.remarks, check.seconds = proof.state, proof.remarks, proof.seconds
    check.finished_at = timezone.now()
    check.save()
