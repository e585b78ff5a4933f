"""Pages for what could not be answered. Nobody is known here, so they speak as the browser does."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return in_the_browsers_language(request, "400.html", 400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return in_the_browsers_language(request, "404.html", 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return in_the_browsers_language(request, "403_csrf.html", 403)


def in_the_browsers_language(request: HttpRequest, template: str, status: int) -> HttpResponse:
    with translation.override(translation.get_language_from_request(request)):
        return render(request, template, status=status)
