import json

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.urls import get_resolver, reverse
from whitenoise.middleware import WhiteNoiseFileResponse

from screening.middleware import protective_headers
from tests import production
from tests.signing_in import Device

POLICY = {
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
FIXED = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
FLAGS = ("SECURE", "HTTPONLY", "SAMESITE")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "/account/sign-in/", "/nothing-here/", "/static/nothing.css"]
)
def test_every_page_is_protected(client, path):
    response = client.get(path)

    assert {name: response.headers.get(name) for name in FIXED} == FIXED
    assert set(response.headers["Content-Security-Policy"].split("; ")) == POLICY
    assert "camera=()" in response.headers["Permissions-Policy"]


def test_scripts_run_on_exactly_the_pages_that_ask_for_a_passkey(alice):
    device = Device()
    device.password(alice)
    device.set_up_passkey()
    inside = {address: device.get(address) for address in addresses_of_staff()}
    device.leave()
    device.password(alice)
    halfway = {address: device.get(address) for address in ["/account/sign-in/second-step/"]}
    device.leave()
    outside = {address: device.get(address) for address in addresses_of_staff()}

    scripted = set()
    for answers in (inside, halfway, outside):
        for address, answer in answers.items():
            policy = set(answer.headers["Content-Security-Policy"].split("; "))
            if policy != POLICY:
                assert policy == POLICY | {"script-src 'self'"}
                scripted.add(address)
            elif answer.status_code == 200 and not answer.streaming:
                assert b"<script" not in answer.content
    assert scripted == {
        "/account/passkeys/add/",
        "/account/confirm/passkey/",
        "/account/sign-in/passkey/",
        "/account/sign-in/second-step/",
    }


def addresses_of_staff():
    """Each that names nothing in its path."""
    found = get_resolver().reverse_dict
    named = {reverse(name) for name in found if isinstance(name, str) and not found[name][0][0][1]}
    return sorted(named)


def test_wrong_host_is_protected_too(client, db):
    response = client.get("/", HTTP_HOST="elsewhere.example")

    assert response.status_code == 400
    assert response.headers["Cache-Control"] == "no-store"
    assert set(response.headers["Content-Security-Policy"].split("; ")) == POLICY


def test_a_page_cannot_make_itself_storable(rf):
    respond = protective_headers(
        lambda request: HttpResponse(headers={"Cache-Control": "public, max-age=60"})
    )

    assert respond(rf.get("/")).headers["Cache-Control"] == "no-store"


def test_static_files_may_be_stored(rf):
    respond = protective_headers(
        lambda request: WhiteNoiseFileResponse((), headers={"Cache-Control": "max-age=60"})
    )

    assert respond(rf.get("/static/x.css")).headers["Cache-Control"] == "max-age=60"


def test_collected_static_files_are_hashed_and_kept(settings, tmp_path, client, db):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]

    for name in names.values():
        response = client.get(f"/static/{name}")

        assert b"".join(response)
        assert response.headers["Cache-Control"] == "max-age=315360000, public, immutable"
        assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert names


@pytest.mark.django_db
def test_production_sends_plain_http_to_https(settings, client):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 63072000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True

    plain = client.get("/")
    secure = client.get("/", secure=True)

    assert (plain.status_code, plain.headers["Location"]) == (301, "https://testserver/")
    assert secure.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


def test_production_cookies_are_bound_to_host_and_https():
    names = [f"{cookie}_COOKIE_NAME" for cookie in ("SESSION", "CSRF", "INTAKE")]
    flags = [f"{cookie}_COOKIE_{flag}" for cookie in ("SESSION", "CSRF") for flag in FLAGS]
    code = "import json, sys; from screening import settings as s; "
    code += "print(json.dumps([getattr(s, name) for name in sys.argv[1:]]))"
    read = json.loads(production.run("-c", code, *names, *flags).stdout)

    assert read[:3] == ["__Host-session", "__Host-csrf", "__Host-intake"]
    assert read[3:] == [True, True, "Lax", True, True, "Lax"]


def test_staff_are_signed_out_after_twelve_hours_at_the_latest(settings):
    assert settings.SESSION_COOKIE_AGE == 12 * 60 * 60
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE is True
