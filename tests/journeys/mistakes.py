"""What a page must look like after a mistake."""

from tests.journeys.people import PatientVisitor


def refused(patient: PatientVisitor, *messages: str) -> None:
    """The page says what is wrong, twice, and where; nothing was stored."""
    link_id = patient.asked
    assert patient.status == 422
    assert patient.title.startswith("Error: ")
    assert patient.page.errors == list(messages)
    summary = patient.text.partition("There is a problem")[2]
    assert all(message in summary for message in messages)
    assert link_id not in patient.answers
    linked = [href for words, href in patient.page.links if words in messages]
    assert len(linked) >= len(messages)


def typed_in(patient: PatientVisitor, name: str) -> list[str]:
    return [one.value for one in patient.control(name) if one.is_on]
