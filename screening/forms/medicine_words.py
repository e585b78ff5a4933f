"""Classes of medicines in a patient's words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

CLASS_WORDS: Mapping[str, Any] = {
    "benzodiazepine": _("a calming medicine"),
    "z_drug": _("a sleeping pill"),
    "opioid": _("a strong pain medicine, or a medicine for opioid addiction"),
    "opioid_antagonist": _("a medicine that blocks opioids"),
    "maoi": _("an MAOI"),
    "stimulant": _("a stimulant, stay-awake or weight-loss medicine"),
    "cns_depressant_other": _("a nerve pain, seizure or muscle medicine that can make you sleepy"),
    "sedating_other": _("a medicine that can make you sleepy"),
    "antipsychotic": _("a medicine for mood or psychosis"),
    "lamotrigine": _("a medicine for mood or seizures"),
    "mood_stabilizer": _("a medicine for mood or seizures"),
    "nmda_antagonist": _("a medicine that acts in the same place as ketamine"),
    "theophylline": _("a breathing medicine"),
    "cyp3a4_inhibitor_strong": _("a medicine that can make others stronger"),
    "cyp3a4_inducer": _("a medicine that can make others weaker"),
    "antihypertensive": _("a blood pressure or heart medicine"),
    "thyroid_hormone": _("a thyroid medicine"),
    "antithyroid": _("a thyroid medicine"),
    "anticoagulant": _("a blood thinner"),
}


def in_plain_words(classes: tuple[str, ...]) -> str:
    """The first class that has words; nothing rather than a word that no patient knows."""
    return next((str(CLASS_WORDS[name]) for name in classes if name in CLASS_WORDS), "")
