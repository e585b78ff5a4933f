"""Questions answered by choosing."""

from typing import Any

from django import forms

from screening.forms.checkboxes import CheckboxesField
from screening.forms.questions.base import QuestionForm


class ChoiceForm(QuestionForm):
    def build(self) -> None:
        choose = self.asked.choose
        self.fields["answer"] = forms.ChoiceField(
            label=self.asked.text,
            help_text=self.asked.help,
            choices=self.asked.choices,
            widget=forms.RadioSelect,
            required=not self.asked.optional,
            error_messages={"required": choose, "invalid_choice": choose},
        )

    @property
    def answer(self) -> str | None:
        return self.cleaned_data["answer"] or None


class ChoicesForm(QuestionForm):
    def shown(self, answer: Any) -> dict[str, Any]:
        return {"answer": answer if isinstance(answer, list) else []}

    def build(self) -> None:
        choose = self.asked.choose
        self.fields["answer"] = CheckboxesField(
            label=self.asked.text,
            help_text=self.asked.help,
            choices=self.asked.choices,
            exclusive=self.asked.exclusive,
            required=not self.asked.optional,
            error_messages={"required": choose, "invalid_choice": choose},
        )

    @property
    def answer(self) -> list[str] | None:
        return self.cleaned_data["answer"] or None


class AcknowledgementsForm(ChoicesForm):
    """Each box may be left open: that says "I want to talk about this first"."""

    def build(self) -> None:
        self.fields["answer"] = CheckboxesField(
            label=self.asked.text,
            help_text=self.asked.help,
            choices=[(option.value, self.asked.say(option.label)) for option in self.options],
            required=False,
        )

    @property
    def options(self) -> tuple[Any, ...]:
        return self.asked.question.options

    @property
    def answer(self) -> list[str]:
        return self.cleaned_data["answer"]
