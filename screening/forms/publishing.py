"""What somebody who publishes says of the patients who are answering now."""

from typing import Any

from django import forms

from screening.forms.version_step import StepForm

FINISH, ASK_AGAIN = "finish", "ask_again"


class PublishForm(StepForm):
    in_progress = forms.ChoiceField(
        label="Patients who are answering now",
        choices=[
            (FINISH, "Finish on the version that they began with"),
            (ASK_AGAIN, "Are asked what is new or changed, and keep their other answers"),
        ],
        widget=forms.RadioSelect,
        initial=FINISH,
        required=False,
    )

    def __init__(self, data: Any, *, sha256: str) -> None:
        super().__init__(data, sha256=sha256, reason="")

    @property
    def asks_again(self) -> bool:
        """Of a valid form."""
        return bool(self.cleaned_data["in_progress"] == ASK_AGAIN)
