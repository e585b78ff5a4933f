from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from clinics import sessions
from clinics.access import home_of
from clinics.forms import SignInForm
from clinics.views.pages import form_methods, form_page, posted

REFUSED = "This e-mail address and this password do not go together. Check both."
TOO_MANY = "There were too many tries. Wait a minute, then try again."


@login_not_required
@sensitive_post_parameters("password")
@form_methods
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(next_page(request))
    form = SignInForm(posted(request))
    wrong = 422
    if form.is_valid():
        try:
            sessions.sign_in(request=request, **form.cleaned_data)
            return redirect(next_page(request))
        except sessions.SignInRefused:
            form.add_error(None, REFUSED)
        except sessions.TooManyTries:
            form.add_error(None, TOO_MANY)
            wrong = 429
    return form_page(request, "account/sign_in.html", form, wrong=wrong, next=asked_for(request))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    sessions.sign_out(request=request)
    response = redirect("sign-in")
    # What the browser kept of patients' pages goes too.
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def asked_for(request: HttpRequest) -> str:
    """The page somebody wanted before they had to sign in or choose, if it is one of ours."""
    address = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours and address.startswith("/") else ""


def next_page(request: HttpRequest) -> str:
    return asked_for(request) or home_of(request)
