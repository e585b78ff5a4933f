"""Which questions to send to a patient, in which language, and how."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings

from clinics.models import Patient
from screening.forms.layouts import FormHelper, fields_only
from screening.models import QuestionSetVersion


class InviteForm(forms.Form):
    """`after` is the newest invitation on the page: sent twice, it is no second invitation."""

    use_required_attribute = False

    question_set = forms.ChoiceField(
        label="Questions",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the questions."},
    )
    language = forms.ChoiceField(
        label="Language",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a language."},
    )
    by_email = forms.BooleanField(required=False)
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, data: Any, *, patient: Patient, versions: Sequence[QuestionSetVersion], newest: int
    ) -> None:
        self.versions = {version.question_set.slug: version for version in versions}
        first = next(iter(self.versions), "")
        super().__init__(
            data,
            initial={
                "question_set": first,
                "language": patient.language,
                "by_email": bool(patient.email),
                "after": newest,
            },
        )
        self.newest, self.has_email = newest, bool(patient.email)
        self.fields["by_email"].label = f"Send the link to {patient.email}"
        self._offer()

    def _offer(self) -> None:
        languages = {one for version in self.versions.values() for one in version.parsed.languages}
        self.fields["question_set"].choices = [  # type: ignore[attr-defined]
            (slug, version.question_set.title) for slug, version in self.versions.items()
        ]
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (code, name) for code, name in settings.LANGUAGES if code in languages
        ]
        if not self.has_email:
            del self.fields["by_email"]

    def clean(self) -> None:
        said = self.cleaned_data
        version = self.versions.get(said.get("question_set", ""))
        if version and said.get("language") and said["language"] not in version.parsed.languages:
            self.add_error("language", "These questions are not in this language.")
        if said.get("after", self.newest) != self.newest:
            raise forms.ValidationError(
                "Somebody has invited this patient since this page was opened. Look at the "
                "invitations below, and invite again only if it is needed."
            )

    @property
    def version(self) -> QuestionSetVersion:
        return self.versions[self.cleaned_data["question_set"]]

    @property
    def helper(self) -> FormHelper:
        by_email = ["by_email"] if "by_email" in self.fields else []
        return fields_only("question_set", "language", *by_email, "after")
