"""Where one is signed in, and signing out there."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from clinics import sessions
from clinics.access import StaffRequest


@require_safe
def own_sessions(request: StaffRequest) -> HttpResponse:
    return render(request, "account/sessions.html", {"sessions": sessions.open_of(request.user)})


@require_POST
def end_session(request: StaffRequest, number: int) -> HttpResponse:
    try:
        sessions.end_session(number=number, by=request.user)
    except UserSession.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, "You are signed out there.")
    return redirect("own-sessions")


@require_POST
def end_other_sessions(request: StaffRequest) -> HttpResponse:
    sessions.end_others(request=request, by=request.user)
    messages.success(request, "You are signed out everywhere else.")
    return redirect("own-sessions")
