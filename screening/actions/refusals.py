"""Why an action was not done. Each refusal leaves everything as it was, and says so by its name."""

from screening.models import Closed, Refusal
from screening.rules import Finding


class ActionRefused(Exception):
    """Something that a person asked for and cannot have, now or ever."""


class PageRefused(ActionRefused):
    """The page is kept beside the record; `urgent` is what it would have raised."""

    urgent: tuple[Finding, ...] = ()


class IntakeClosed(PageRefused):
    """The intake takes no more pages; `why` is shown to the patient in words."""

    why: Refusal


class AlreadySubmitted(IntakeClosed):
    why = Refusal.SUBMITTED


class IntakeWithdrawn(IntakeClosed):
    why = Refusal.WITHDRAWN


class IntakeExpired(IntakeClosed):
    why = Refusal.EXPIRED


class InvitationRevoked(IntakeClosed):
    why = Refusal.REVOKED


class PageNotAsked(PageRefused):
    """The question is in the set, and the answers so far do not ask it."""


class PageReworded(PageRefused):
    """An older version made the page and puts the question otherwise: it is asked again."""


class Overtaken(ActionRefused):
    """A reply to an answer that is no longer on record: another tab has sent another one."""


class UnknownQuestion(ActionRefused):
    """No question of the set has this link id."""


class AnswerNotStorable(ActionRefused):
    """Larger than any honest answer, or not JSON."""


class NotFinished(ActionRefused):
    """Questions are asked whose page was never sent; `unsent` has their link ids in order."""

    def __init__(self, unsent: tuple[str, ...]) -> None:
        self.unsent = unsent
        super().__init__(f"{len(unsent)} pages are still to be sent")


class NotSigned(ActionRefused):
    """The declaration has no name under it."""


class InvitationClosed(ActionRefused):
    """The link no longer lets anybody in; `why` may be shown, since the token was real."""

    def __init__(self, why: Closed) -> None:
        self.why = why
        super().__init__(why.label)


class WrongBirthDate(ActionRefused):
    """Not the patient's date of birth; `tries_left` before the invitation is locked."""

    def __init__(self, tries_left: int) -> None:
        self.tries_left = tries_left
        super().__init__(f"{tries_left} tries left")


CLOSED: dict[Refusal, type[PageRefused]] = {
    Refusal.NOT_ASKED: PageNotAsked,
    Refusal.REWORDED: PageReworded,
    Refusal.SUBMITTED: AlreadySubmitted,
    Refusal.WITHDRAWN: IntakeWithdrawn,
    Refusal.EXPIRED: IntakeExpired,
    Refusal.REVOKED: InvitationRevoked,
}
