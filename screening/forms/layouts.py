"""The only module that knows crispy forms. Form classes ask for a helper by what it shows.

Texts of a question set never go through crispy's own `Fieldset` or `HTML`: those compile what
they are given as a Django template. Here such texts are values in a context, escaped like any.
"""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from crispy_forms.utils import TEMPLATE_PACK, render_crispy_form
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

__all__ = ["FormHelper", "fields_only", "part", "question", "render_fields"]


def fields_only(*fields: "str | Field | Part") -> FormHelper:
    """The fields without a form tag: the page writes that, its token and its buttons."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.include_media = False
    if fields:
        helper.layout = Layout(*fields)
    return helper


def question(*below: str) -> FormHelper:
    """The field `answer` under its text as the heading of the page, and fields below it."""
    return fields_only(Heading("answer"), *below)


def part(template: str, **values: Any) -> "Part":
    """A template of the pack's `layout/` that places several fields itself."""
    return Part(template, values)


def render_fields(form: BaseForm, helper: FormHelper) -> SafeString:
    """All that a page shows of a form, for a page that keeps the markup."""
    return render_crispy_form(form, helper)


class Heading(Field):
    """A field whose label is the heading of its page."""

    def render(
        self, form: BaseForm, context: Context, template_pack: Any = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        return super().render(
            form, context, template_pack, extra_context={"is_heading": True}, **kwargs
        )


class Part:
    def __init__(self, template: str, values: dict[str, Any]) -> None:
        self.template = template
        self.values = values

    def render(
        self, form: BaseForm, context: Context, template_pack: Any = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        name = f"{template_pack}/layout/{self.template}.html"
        return render_to_string(name, {"form": form, **self.values})
