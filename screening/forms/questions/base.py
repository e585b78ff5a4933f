"""What the forms of all types of question share."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from screening.forms.checkboxes import CheckboxesField
from screening.forms.layouts import FormHelper, question
from screening.forms.questions.asked import Asked
from screening.rules import DOES_NOT_APPLY, NOT_SURE, PREFER_NOT_TO_SAY


class QuestionForm(forms.Form):
    """One question on its page. `answer` is what is stored, and what was stored before."""

    use_required_attribute = False

    def __init__(
        self, asked: Asked, data: Mapping[str, Any] | None = None, answer: Any = None
    ) -> None:
        super().__init__(data, label_suffix="", initial=self.shown(answer))
        self.asked = asked
        self.build()

    def shown(self, answer: Any) -> dict[str, Any]:
        """A stored answer as the values of fields; nothing for one that does not fit."""
        return {"answer": answer}

    def build(self) -> None:
        """Add the fields that this question needs."""
        raise NotImplementedError

    @property
    def answer(self) -> Any:
        """The JSON value to store, of a valid form; None for a page sent blank."""
        return self.cleaned_data["answer"]

    @property
    def helper(self) -> FormHelper:
        return question()


class WrittenForm(QuestionForm):
    """A question answered by writing: where it must be answered, boxes say why it is not."""

    instead: ClassVar[frozenset[str]] = frozenset({NOT_SURE, PREFER_NOT_TO_SAY, DOES_NOT_APPLY})
    labels: ClassVar[Mapping[str, Any]] = {}
    both: ClassVar[Any] = _("You wrote an answer and ticked “%(label)s”. Keep only one of them.")
    neither: ClassVar[Any] = _("Write an answer, or tick a box below.")

    def add_otherwise(self) -> None:
        self.instead_labels = {
            value: str(self.labels.get(value, label)) for value, label in self.asked.otherwise
        }
        if self.instead_labels:
            self.fields["otherwise"] = CheckboxesField(
                label=_("Or tick one of these"),
                choices=list(self.instead_labels.items()),
                exclusive=self.instead_labels,
                required=False,
            )

    def shown(self, answer: Any) -> dict[str, Any]:
        if isinstance(answer, str) and answer in self.instead:
            return {"otherwise": [answer]}
        return self.written(answer)

    def written(self, answer: Any) -> dict[str, Any]:
        return {"answer": answer}

    def settle_otherwise(self, is_written: bool, beside: str) -> None:
        """Exactly one of the two, unless the question may be left blank.

        `beside` names the field that an error about writing stands at.
        """
        ticked = self.cleaned_data.get("otherwise")
        if is_written and ticked:
            label = self.instead_labels[ticked[0]]
            self.add_error("otherwise", forms.ValidationError(self.both, params={"label": label}))
        if not is_written and not ticked and not self.asked.optional and not self.errors:
            self.add_error(beside, str(self.neither))

    @property
    def otherwise(self) -> str | None:
        ticked = self.cleaned_data.get("otherwise")
        return ticked[0] if ticked else None

    @property
    def helper(self) -> FormHelper:
        return question(*(["otherwise"] if "otherwise" in self.fields else []))
