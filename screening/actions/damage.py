"""A record that cannot be decrypted: a person looks, and a patient who is filling in goes on."""

from typing import Any

from clinics import audit
from clinics.encryption import DecryptionFailed
from clinics.models import ActorKind
from screening.actions.queues import PLACE, hand_over
from screening.models import HumanReason, Intake, SentPage

RECORD = "answers"


def is_damaged(intake: Intake) -> bool:
    """Its record cannot be read, and was not destroyed on purpose."""
    return not intake.patient.is_erased and intake.legible(RECORD) is None


def notice_damage(intake: Intake, *, mends: bool = True) -> None:
    """On a held intake: to the top of the queue, and staff are told.

    The record of one that is being filled in is put together again from the pages that made it;
    what no page tells either is asked again. A record that was signed stays as it is.
    """
    fields = list(PLACE)
    if mends and intake.is_in_progress:
        intake.answers = answers_from_pages(intake)
        fields.append(RECORD)
    elif intake.human_reason == HumanReason.DECRYPTION:
        return
    hand_over(intake, HumanReason.DECRYPTION)
    intake.save(update_fields=fields)
    audit.record(
        clinic=intake.clinic,
        action="intake.unreadable",
        actor_kind=ActorKind.SYSTEM,
        obj=intake,
        chain=intake.clinic.audit_chain,
    )


def answers_from_pages(intake: Intake) -> dict[str, Any]:
    """Every page that counted, one upon the other, but for those that cannot be read either."""
    answers: dict[str, Any] = {}
    for page in intake.sent_pages.filter(refused="").order_by("number"):
        lay_upon(answers, page)
    return without_reworded(intake, answers)


def without_reworded(intake: Intake, answers: dict[str, Any]) -> dict[str, Any]:
    """What a renewal took out is left out unless it was answered again since. All that a renewal
    changed goes too where its row cannot be read: those answers may be to other words."""
    for renewal in intake.renewals.order_by("number"):
        since = intake.sent_pages.filter(refused="", number__gt=renewal.number)
        again = set(since.values_list("link_id", flat=True))
        removed = renewal.legible("removed")
        gone = set(intake.asked_anew if removed is None else removed) - again
        answers = {link: answer for link, answer in answers.items() if link not in gone}
    return answers


def lay_upon(answers: dict[str, Any], page: SentPage) -> None:
    try:
        answers[page.link_id] = page.answer
        for link_id in page.removed:
            answers.pop(link_id, None)
    except DecryptionFailed:
        answers.pop(page.link_id, None)
