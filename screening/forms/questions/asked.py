"""A question as it is put to one patient."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext

from screening.models.generic_answer import GenericAnswer
from screening.rules import NOT_SURE, PREFER_NOT_TO_SAY, Option, Question

Say = Callable[[Mapping[str, str]], str]
"""The text for this patient: in their language, with their clinic's numbers."""

Choice = tuple[str, str]


@dataclass(frozen=True)
class Asked:
    """`optional`: may be left blank. `may_not_apply`: asked only because its gate is unknown."""

    question: Question
    say: Say
    today: dt.date
    optional: bool = False
    may_not_apply: bool = False

    @property
    def text(self) -> str:
        return self.say(self.question.text)

    @property
    def help(self) -> str:
        return self.say(self.question.help)

    @cached_property
    def choices(self) -> list[Choice]:
        """The definite answers, then those that say that there is none."""
        options = self.question.options
        definite = [self._choice(option) for option in options if not option.unknown]
        unknown = [self._choice(option) for option in options if option.unknown]
        if not unknown and not self.optional:
            unknown = _generic(GenericAnswer.NOT_SURE, GenericAnswer.PREFER_NOT_TO_SAY)
        return definite + self._not_applying + unknown

    @cached_property
    def otherwise(self) -> list[Choice]:
        """What can be ticked instead, for a question that is answered by writing."""
        if self.optional:
            return self._not_applying
        unknown = _generic(GenericAnswer.NOT_SURE, GenericAnswer.PREFER_NOT_TO_SAY)
        return self._not_applying + unknown

    @property
    def exclusive(self) -> frozenset[str]:
        """Values that stand alone."""
        offered = {option.value for option in self.question.options if not option.exclusive}
        return frozenset(value for value, _label in self.choices if value not in offered)

    @property
    def choose(self) -> str:
        """What to say to a patient who chose nothing."""
        labels = dict(self.choices)
        if label := labels.get(NOT_SURE):
            message = gettext("Choose an answer. If you are not sure, choose “%(label)s”.")
        elif label := labels.get(PREFER_NOT_TO_SAY):
            message = gettext("Choose an answer. You can choose “%(label)s”.")
        else:
            message = gettext("Choose an answer.")
        return message % {"label": label}

    @property
    def _not_applying(self) -> list[Choice]:
        return _generic(GenericAnswer.DOES_NOT_APPLY) if self.may_not_apply else []

    def _choice(self, option: Option) -> Choice:
        return option.value, self.say(option.label)


def _generic(*answers: GenericAnswer) -> list[Choice]:
    return [(answer.value, str(answer.label)) for answer in answers]
