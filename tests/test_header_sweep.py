"""Every address of the resolver, as somebody who may open it, in try-out mode and in production."""

import json
import re

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import URLPattern, get_resolver

from screening import actions
from tests import production
from tests.intakes import ANEURYSM, begin, submit

FIXED = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
POLICY = {
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
CHANGED = re.compile(r"(SECURE|SESSION|CSRF|INTAKE|COOKIE)_\w+")


@pytest.fixture(scope="module")
def in_production():
    """The settings of production that say how an answer travels, read from a process of its own."""
    names = [name for name in dir(configured) if CHANGED.fullmatch(name)]
    code = "import json, sys; from screening import settings as s; "
    code += "print(json.dumps({n: getattr(s, n) for n in sys.argv[1:] if hasattr(s, n)}))"
    return json.loads(production.run("-c", code, *names).stdout)


@pytest.fixture(params=["try-out", "production"])
def mode(request, settings):
    if request.param == "production":
        for name, value in request.getfixturevalue("in_production").items():
            setattr(settings, name, value)
    return request.param


@pytest.fixture
def addresses(version, maria, bob):
    intake = submit(begin(version, maria, bob), ANEURYSM)
    invitation, token = actions.invite(patient=maria, version=version, language="en", by=bob)
    return filled_addresses(intake, maria, invitation, token)


def filled_addresses(intake, maria, invitation, token):
    """Each path of the resolver, with what there is at Lakeside where it names a thing."""
    things = {
        "intakes/": intake.public_id,
        "patients/": maria.public_id,
        "invitations/": invitation.public_id,
    }
    names = {
        "token": token,
        "link_id": "heart_history",
        "number": intake.flags.get().pk,
        "slug": intake.version.question_set.slug,
    }
    found = {}
    for path in sorted(paths(get_resolver().url_patterns), key=ends_a_session):
        start = next((start for start in things if path.startswith(start)), "")
        values = {**names, "public_id": things.get(start, "x"), "pk": "1", "id": "1"}
        filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(values.get(part[1], "x")), path)  # noqa: B023
        found[path] = f"/{filled}"
    return found


def ends_a_session(path):
    """Those come last, for behind them everybody is a stranger."""
    return path.startswith("account/") or path == "intake/delete/", path


def paths(patterns, start=""):
    for pattern in patterns:
        path = start + str(pattern.pattern).lstrip("^").rstrip("$")
        if isinstance(pattern, URLPattern):
            yield path
        else:
            yield from paths(pattern.url_patterns, path)


def test_every_address_is_protected_in_both_modes(
    mode, addresses, alice, dana, signed_in, phone, settings
):
    phone.client.defaults["wsgi.url_scheme"] = "https"
    visitors = [Client(), signed_in(alice), signed_in(dana), phone.client]
    secure = mode == "production"
    statuses = set()
    for path, address in addresses.items():
        for visitor in visitors:
            for method in (visitor.get, visitor.post):
                answer = method(address, secure=secure)
                statuses.add(answer.status_code)
                told = {name: answer.headers.get(name) for name in FIXED}
                assert told == FIXED, (path, told)
                policy = set(answer.headers["Content-Security-Policy"].split("; "))
                assert policy - {"script-src 'self'"} == POLICY, path
                assert "camera=()" in answer.headers["Permissions-Policy"]
                transport = answer.headers.get("Strict-Transport-Security")
                assert transport == ("max-age=63072000; includeSubDomains" if secure else None)
                for cookie in answer.cookies.values():
                    check_cookie(cookie, secure=secure)
    assert len(addresses) > 40
    assert {200, 302, 403, 404, 405} <= statuses


def check_cookie(cookie, *, secure):
    assert cookie.key.startswith("__Host-") is secure, cookie.key
    assert (cookie["path"], cookie["domain"]) == ("/", "")
    if cookie["max-age"] == 0:  # it is taken away
        return
    assert bool(cookie["secure"]) is secure, cookie.key
    assert bool(cookie["httponly"]) is True, cookie.key
    assert cookie["samesite"] == "Lax", cookie.key


def test_all_that_a_browser_keeps_goes_at_sign_out(alice, signed_in):
    answer = signed_in(alice).post("/account/sign-out/")

    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def test_pages_go_when_everything_is_sent_and_the_last_one_still_works(inside):
    inside.answer()
    assert inside.address == "/intake/check/"

    sent = inside.client.post("/intake/check/", {"signed_name": "Maria O'Brien"})
    done = inside.client.get(sent.url)

    assert (sent.status_code, sent.url) == (303, "/intake/done/")
    assert sent.headers["Clear-Site-Data"] == '"cache", "storage"'  # the session is a cookie
    assert done.status_code == 200
    assert inside.intake.reference in done.content.decode()


def test_token_leaves_the_address_with_the_birth_date(phone, maria):
    born = maria.date_of_birth
    typed = {"answer_day": born.day, "answer_month": born.month, "answer_year": born.year}

    answer = phone.client.post(f"{phone.link}identity/", typed)
    inside = phone.client.get(answer.url, follow=True)

    token = phone.link.split("/")[2]
    assert (answer.status_code, answer.url) == (303, "/intake/")
    assert token not in str(answer.headers)
    assert token not in inside.content.decode()
    assert all(token not in address for address, _status in inside.redirect_chain)
