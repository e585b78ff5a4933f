"""What can be answered to a question that offers no words of its own for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from screening.rules import DOES_NOT_APPLY, NOT_SURE, PREFER_NOT_TO_SAY


class GenericAnswer(models.TextChoices):
    NOT_SURE = NOT_SURE, _("I am not sure")
    PREFER_NOT_TO_SAY = PREFER_NOT_TO_SAY, _("I would rather talk to someone about this")
    DOES_NOT_APPLY = DOES_NOT_APPLY, _("This does not apply to me")
