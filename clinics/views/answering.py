"""How allauth's pages answer here: a wrong form with 422, too many tries with 429."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse

TOO_MANY = ("too_many_login_attempts", "too_many_codes")


def status_of(form: BaseForm) -> int:
    errors = [error for found in form.errors.as_data().values() for error in found]
    return 429 if any(error.code in TOO_MANY for error in errors) else 422


class FormPage:
    """Before one of allauth's form views."""

    http_method_names = ["get", "head", "post"]

    def form_invalid(self: Any, form: BaseForm) -> HttpResponse:
        page = self.get_context_data(form=form)
        return self.render_to_response(page, status=status_of(form))


class ScriptedPage:
    """A page that cannot do without a script: it may run those of this server, and no other may."""

    def render_to_response(self: Any, context: dict[str, Any], **options: Any) -> HttpResponse:
        response = super().render_to_response(context, **options)  # type: ignore[misc]
        response.may_run_scripts = True
        return response
