"""What came with a form of a patient's page, before anything has read it."""

from django.http import HttpRequest


def fields_of(request: HttpRequest) -> dict[str, list[str]]:
    """All that was sent, but for the token of the form that it was sent with."""
    return {
        name: [str(value) for value in values]
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
    }


def seen_revision(request: HttpRequest) -> int | None:
    """The revision of the intake when the page that was sent had been shown."""
    revision = request.POST.get("revision", "")
    return int(revision) if revision.isdecimal() and len(revision) < 10 else None
