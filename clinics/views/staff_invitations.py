"""Where the link of an invitation leads. Looking changes nothing: mail scanners follow links."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from clinics import actions
from clinics.forms import NewAccountForm
from clinics.limits import TOKEN_BY_NETWORK
from clinics.models import StaffInvitation, User
from clinics.sessions import has_account
from clinics.standing import lack_of
from clinics.throttling import client_network, spend
from clinics.views.pages import form_methods, form_page, posted


@login_not_required
@sensitive_post_parameters("password")
@form_methods
def staff_invitation(request: HttpRequest, token: str) -> HttpResponse:
    invitation = actions.find_staff_invitation(token)
    if invitation is None:
        return unknown(request)
    if not invitation.is_open:
        return closed(request)
    answer = with_account if has_account(invitation.email) else with_new_account
    try:
        return answer(request, invitation)
    except actions.InvitationClosed:  # by somebody who was quicker
        return closed(request)


def closed(request: HttpRequest) -> HttpResponse:
    return render(request, "account/invitation_closed.html", status=410)


def unknown(request: HttpRequest) -> HttpResponse:
    if not spend(TOKEN_BY_NETWORK, client_network(request)):
        return render(request, "account/too_many.html", status=429)
    raise Http404


def with_new_account(request: HttpRequest, invitation: StaffInvitation) -> HttpResponse:
    form = NewAccountForm(posted(request), email=invitation.email)
    if form.is_valid():
        try:
            actions.accept_with_new_account(invitation=invitation, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, "Your account is ready. Sign in with it.")
            return redirect("sign-in")
    return form_page(request, "account/invitation.html", form, invitation=invitation)


def with_account(request: HttpRequest, invitation: StaffInvitation) -> HttpResponse:
    """Whoever has one shows all that they sign in with first."""
    user = request.user
    is_theirs = isinstance(user, User) and user.email == invitation.email
    if is_theirs and lack_of(request):
        return redirect("second-factor")
    if is_theirs and isinstance(user, User) and request.method == "POST":
        actions.accept_with_account(invitation=invitation, user=user)
        return redirect("choose-clinic")
    page = {"invitation": invitation, "is_theirs": is_theirs, "next": request.path}
    return render(request, "account/invitation_accept.html", page)
