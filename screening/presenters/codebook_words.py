"""What a codebook calls things, in the active language."""

from django.utils.translation import gettext, gettext_lazy

from screening.rules import QuestionType, Severity

SEVERITIES = {
    Severity.URGENT: gettext_lazy("Urgent"),
    Severity.CONTRAINDICATION: gettext_lazy("Contraindication"),
    Severity.CAUTION: gettext_lazy("Caution"),
    Severity.NEEDS_INFORMATION: gettext_lazy("Needs information"),
}
PRIORITIES = {
    "now": gettext_lazy("now"),
    "same_day": gettext_lazy("the same day"),
    "before_scheduling": gettext_lazy("before scheduling"),
}
TYPES = {
    QuestionType.DATE: gettext_lazy("date"),
    QuestionType.CHOICE: gettext_lazy("one choice"),
    QuestionType.CHOICES: gettext_lazy("several choices"),
    QuestionType.TEXT: gettext_lazy("text"),
    QuestionType.ACKNOWLEDGEMENTS: gettext_lazy("acknowledgements"),
    QuestionType.BLOOD_PRESSURE: gettext_lazy("blood pressure"),
    QuestionType.MEDICINES: gettext_lazy("list of medicines"),
}
STATUSES = {
    "DRAFT": gettext_lazy("Draft"),
    "IN_REVIEW": gettext_lazy("In review"),
    "APPROVED": gettext_lazy("Approved"),
    "PUBLISHED": gettext_lazy("Published"),
    "RETIRED": gettext_lazy("Retired"),
    "REJECTED": gettext_lazy("Rejected"),
}


def headings() -> dict[str, str]:
    """By the names that the template knows them by."""
    return {
        "contents": gettext("Contents"),
        "sign_off": gettext("Clinical sign-off"),
        "parameters": gettext("Numbers that rules use"),
        "questions": gettext("What patients are asked"),
        "rules": gettext("What the answers mean"),
        "none": gettext("None"),
        "name": gettext("Name in the document"),
        "asked": gettext("Asked unless this is certainly not so:"),
        "optional": gettext("May be left blank when:"),
        "condition": gettext("Raised when:"),
        "rationale": gettext("Why it matters:"),
        "sources": gettext("Sources:"),
        "never_asked": gettext("Some patients are never asked:"),
    }


def signing() -> list[str]:
    return [
        gettext("Name in print"),
        gettext("Profession and licence number"),
        gettext("Signature"),
        gettext("Date"),
    ]


def parameter_columns() -> list[str]:
    return [gettext("Number"), gettext("Value"), gettext("Meaning")]
