"""A file with a whole question set, read as the command reads it."""

from typing import Any

from django import forms

from screening.forms.layouts import FormHelper, fields_only
from screening.rules import DocumentError, Problem, parse_document
from screening.spelling import Unreadable, format_of, read

MOST_BYTES = 2_000_000
NOT_PLAIN = "The file is nested too deep to be a question set."


class DocumentFileForm(forms.Form):
    """`document` is the JSON of a valid form. `problems` are all that the parser found."""

    use_required_attribute = False

    seen_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    file = forms.FileField(
        label="File",
        help_text="JSON or YAML, as it was downloaded here or exported at a shell.",
        widget=forms.FileInput({"accept": ".json,.yaml,.yml"}),
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )

    def __init__(self, data: Any, files: Any, *, slug: str, seen: int) -> None:
        super().__init__(data, files, initial={"seen_revision": seen})
        self.slug = slug
        self.problems: tuple[Problem, ...] = ()
        self.document: dict[str, Any] = {}

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than any honest question set (2 MB).")
        try:
            self.document = self._checked(read(text_of(file.read()), format_of(file.name)))
        except Unreadable as wrong:
            raise forms.ValidationError(f"The file cannot be read: {wrong}") from wrong
        except RecursionError as wrong:
            raise forms.ValidationError(NOT_PLAIN) from wrong
        return file

    def _checked(self, data: Any) -> dict[str, Any]:
        try:
            document = parse_document(data)
        except DocumentError as refused:
            self.problems = refused.problems
            count = len(self.problems)
            words = "one thing is wrong" if count == 1 else f"{count} things are wrong"
            raise forms.ValidationError(f"This is no sound question set: {words}.") from refused
        if document.slug != self.slug:
            raise forms.ValidationError(
                f"The file is of the set '{document.slug}', and this draft is of '{self.slug}'."
            )
        return dict(document.source)

    @property
    def helper(self) -> FormHelper:
        return fields_only("seen_revision", "file")


def text_of(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise forms.ValidationError("The file is no text in UTF-8.") from wrong
