"""Whether a step costs more the more pages were sent before it."""

from benchmarks.measuring import Times
from benchmarks.step.ours import OurClinic, OurPatient
from screening.rules import Question, QuestionType

EARLY, LATE = "2nd page", "40th page"


def by_depth(clinic: OurClinic, rounds: int) -> Times:
    """One question, sent over and over with answers that differ, in two intakes in turns."""
    patients = {EARLY: clinic.open_intake(), LATE: clinic.open_intake()}
    question = _plain_choice(patients[EARLY])
    _send_before(patients[EARLY], question, count=1)
    _send_before(patients[LATE], question, count=39)
    seconds: dict[str, list[float]] = {name: [] for name in patients}
    for turn in range(rounds + 1):
        answer = _definite(question)[turn % 2]
        for name, patient in patients.items():
            shown, sent = patient.step(question, answer=answer)
            if turn:
                seconds[name].append(shown.seconds + sent.seconds)
    return Times(seconds)


def _plain_choice(patient: OurPatient) -> Question:
    plain = (one for one in patient.questions if one.type is QuestionType.CHOICE)
    return next(one for one in plain if len(_definite(one)) > 1)


def _definite(question: Question) -> list[str]:
    return [option.value for option in question.options if not option.unknown]


def _send_before(patient: OurPatient, question: Question, count: int) -> None:
    others = [one for one in patient.questions if one is not question]
    for one in others[:count]:
        patient.step(one)
