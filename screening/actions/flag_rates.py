"""How often each rule was raised in what patients sent, counted without decrypting anything."""

from django.db.models import Count, F, Q

from clinics import scopes
from clinics.models import Clinic
from screening.models import FlagTruth, Trigger
from screening.rates import Counts, Group, Tally


def count_flags(clinic: Clinic) -> Counts:
    """Of the screenings at sending, by two statements.

    A rule counts as raised where a flag says so that was on record by then, also one that
    the patient took back on the way: it stays. It counts as undetermined where flags say only
    that. What staff measured or asked afterwards is not counted.
    """
    with scopes.at_clinic(clinic):
        sent = clinic.screenings.filter(trigger=Trigger.SUBMISSION)
        groups = sent.values_list("document_sha256", "intake__language")
        screened = {
            Group(sha256, language): number
            for sha256, language, number in groups.annotate(number=Count("pk"))
        }
        flagged = sent.filter(intake__flags__screening__number__lte=F("number"))
        rules = flagged.values_list("document_sha256", "intake__language", "intake__flags__rule")
        rows = rules.annotate(
            found=Count("intake", distinct=True),
            raised=Count("intake", distinct=True, filter=Q(intake__flags__truth=FlagTruth.RAISED)),
        )
        found = {
            (group, rule): Tally(screened[group], raised, number - raised)
            for sha256, language, rule, number, raised in rows
            for group in [Group(sha256, language)]
        }
    return Counts(screened, found)
