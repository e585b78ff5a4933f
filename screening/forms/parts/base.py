"""What all forms of parts share: texts by language, and only what was changed is written."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator

from screening.forms.layouts import FormHelper, fields_only
from screening.forms.texts import PlainTextField

KEY = RegexValidator(
    r"\A[a-z][a-z0-9_-]{0,63}\Z", "Use small letters, digits, - and _, beginning with a letter."
)
LONGEST = 4000


def language_name(code: str) -> str:
    return dict(settings.LANGUAGES).get(code, code)


class PartForm(forms.Form):
    """`part` is the JSON as it is, None for a new one; `document` is the draft that it is in.

    `changed_part` holds the JSON with what was typed, and is what it was where nothing was:
    to open a part and save it changes no byte.
    """

    use_required_attribute = False
    texts: Mapping[str, str] = {}
    """Aspects with a text in each language, and their labels."""

    needed: frozenset[str] = frozenset()
    """Of these the document's own language must be there."""

    seen_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, data: Any, *, document: Mapping[str, Any], part: Mapping[str, Any] | None, seen: int
    ) -> None:
        self.document, self.part, self.is_new = document, dict(part or {}), part is None
        own = str(document.get("language", "en"))
        self.languages = [own, *sorted(document.get("title", {}).keys() - {own})]
        super().__init__(data, initial={"seen_revision": seen})
        if self.is_new:
            self.fields["key"] = forms.CharField(
                label="Name in the document",
                validators=[KEY],
                max_length=64,
                widget=forms.TextInput({"class": "width-20", "spellcheck": "false"}),
                help_text="Rules and records refer to it, so it never changes once it is there.",
                error_messages={"required": "Write a name."},
            )
        self.add_fields()
        for aspect, label in self.texts.items():
            self.add_texts(aspect, label)

    def add_fields(self) -> None:
        """Those that no class attribute can declare."""

    def add_texts(self, aspect: str, label: str) -> None:
        for language in self.languages:
            is_needed = aspect in self.needed and language == self.languages[0]
            self.fields[f"{aspect}_{language}"] = PlainTextField(
                label=f"{label}, {language_name(language)}",
                most=LONGEST,
                required=is_needed,
                initial=self.part.get(aspect, {}).get(language, ""),
                widget=forms.Textarea({"rows": 2, "lang": language}),
                error_messages={"required": f"Write the {label.lower()}."},
            )

    @property
    def changed_part(self) -> dict[str, Any]:
        """Of a valid form."""
        changed = dict(self.part)
        for aspect in self.texts:
            self._change_texts(changed, aspect)
        self.change(changed, {name for name in self.fields if self.is_new} | {*self.changed_data})
        return changed

    def change(self, part: dict[str, Any], names: set[str]) -> None:
        """Write the fields of these names into the JSON."""

    def _change_texts(self, part: dict[str, Any], aspect: str) -> None:
        texts = dict(part.get(aspect, {}))
        for language in self.languages:
            name = f"{aspect}_{language}"
            if name in self.changed_data:
                texts.pop(language, None)
                if self.cleaned_data[name]:
                    texts[language] = self.cleaned_data[name]
        if texts != part.get(aspect, {}):
            part[aspect] = texts
        if not part.get(aspect) and aspect not in self.needed:
            part.pop(aspect, None)

    @property
    def helper(self) -> FormHelper:
        return fields_only(*(name for name in self.fields if not name.startswith("option_")))


def put_or_drop(part: dict[str, Any], key: str, value: Any) -> None:
    """An optional key that is empty is not there."""
    if value in ("", None, [], False):
        part.pop(key, None)
    else:
        part[key] = value
