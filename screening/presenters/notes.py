"""What a clinician has written to the patient, as the patient reads it."""

from dataclasses import dataclass

from screening.models import InformationRequest, Intake


@dataclass(frozen=True)
class Note:
    """`message` in the clinician's words. `questions`: how many are asked again, 0 for none."""

    message: str
    questions: int = 0


def note_of(intake: Intake, asked: InformationRequest | None) -> Note | None:
    """Of the newest decision, while it stands: one that something new has made void was made on
    less than is known now. What is asked again is asked until it is answered or taken back."""
    if asked:
        return Note(asked.review.message, len(asked.questions))
    review = intake.standing_review
    if review is None or hasattr(review, "information_request") or not review.message:
        return None
    return Note(review.message)
