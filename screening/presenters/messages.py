"""What a patient is told when a clinician has decided, to start from."""

from clinics.models import Clinic
from screening.presenters.texts import pick

DECIDED = {
    "en": "A clinician at {clinic} has gone over your answers and would like to talk with you "
    "about the next step. Please call {phone}.",
    "es": "Un profesional de salud de {clinic} revisó sus respuestas y quiere hablar con usted "
    "sobre el siguiente paso. Por favor, llame al {phone}.",
}


def first_message(clinic: Clinic, language: str) -> str:
    """Says neither the decision nor the treatment: the clinician adds what is right to say."""
    return clinic.fill_in(pick(DECIDED, language))
