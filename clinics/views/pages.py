"""How every form page of this app reads what was posted and answers what was wrong."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

form_methods = require_http_methods(["GET", "HEAD", "POST"])


def posted(request: HttpRequest) -> QueryDict | None:
    """Never `request.POST or None`: an empty post is a wrong one, not a page being opened."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: HttpRequest,
    template: str,
    form: forms.BaseForm,
    *,
    wrong: int = 422,
    **context: Any,
) -> HttpResponse:
    status = wrong if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)
