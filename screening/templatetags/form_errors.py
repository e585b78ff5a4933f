"""What an error summary links to: the control that is wrong, not just its field."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms, template
from django.forms.boundfield import BoundField

register = template.Library()


@dataclass(frozen=True)
class ErrorLink:
    control: str
    message: str


@register.filter
def error_links(form: forms.BaseForm) -> Iterator[ErrorLink]:
    """One link for each message beside a field, in the order of the page.

    An error of a field with several controls says which one is wrong in `params["control"]`,
    counted from 0; without that, the link leads to the first.
    """
    for field in form:
        for error in form.errors[field.name].as_data() if field.errors else ():
            control = _control(field, (error.params or {}).get("control"))
            for message in error.messages:
                yield ErrorLink(control, message)


def _control(field: BoundField, number: int | None) -> str:
    widget = field.field.widget
    if isinstance(widget, forms.MultiWidget):
        first = getattr(widget, "first_control", 0)
        return f"{field.auto_id}_{first if number is None else number}"
    if isinstance(widget, forms.RadioSelect):
        return f"{field.auto_id}_{number or 0}"
    return field.id_for_label or field.auto_id
