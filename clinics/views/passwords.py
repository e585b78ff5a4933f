"""Changing one's password, and getting in again when it is forgotten."""

from allauth.account.views import PasswordChangeView, PasswordResetFromKeyView
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from clinics import actions, audit
from clinics.forms.passwords import ForgottenPasswordForm, OwnPasswordForm, ResetPasswordForm
from clinics.limits import RESET_BY_EMAIL, RESET_BY_NETWORK
from clinics.mails import mail_reset_link
from clinics.models import User
from clinics.models.user import normalise_email
from clinics.throttling import client_network, spend
from clinics.views.answering import FormPage
from clinics.views.pages import form_methods, form_page, posted

TOO_MANY = "There were too many requests. Wait some minutes, then try again."


class ChangePassword(FormPage, PasswordChangeView):
    template_name = "account/password_change.html"
    form_class = OwnPasswordForm
    success_url = reverse_lazy("account")

    @transaction.atomic
    def form_valid(self, form: OwnPasswordForm) -> HttpResponse:
        user = self.request.user
        response = super().form_valid(form)
        end_other_sessions(self.request, user)
        audit.record(clinic=None, action="account.password_changed", actor=user, obj=user)
        messages.success(self.request, "Your password is changed. You are signed out elsewhere.")
        return response


@login_not_required
@form_methods
def forgotten(request: HttpRequest) -> HttpResponse:
    """The same answer, as fast, whoever the address belongs to: the worker looks, and mails."""
    form = ResetPasswordForm(posted(request))
    wrong = 422
    if form.is_valid():
        email = normalise_email(form.cleaned_data["email"])
        network = client_network(request)
        if spend(RESET_BY_NETWORK, network) and spend(RESET_BY_EMAIL, email):
            mail_reset_link.enqueue(email)
            return redirect("account_reset_password_done")
        form.add_error(None, TOO_MANY)
        wrong = 429
    return form_page(request, "account/password_forgotten.html", form, wrong=wrong)


@login_not_required
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "account/password_sent.html")


class NewPassword(FormPage, PasswordResetFromKeyView):
    """allauth takes the key out of the address before it shows the form."""

    template_name = "account/password_new.html"
    form_class = ForgottenPasswordForm
    success_url = reverse_lazy("sign-in")

    @transaction.atomic
    def form_valid(self, form: ForgottenPasswordForm) -> HttpResponse:
        user: User = self.reset_user
        response = super().form_valid(form)
        actions.end_sessions(user=user)
        audit.record(clinic=None, action="account.password_reset", actor=user, obj=user)
        messages.success(self.request, "Your new password is saved. Sign in with it.")
        return response


change = form_methods(ChangePassword.as_view())
new = form_methods(NewPassword.as_view())
