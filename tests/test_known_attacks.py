"""What went wrong elsewhere in this field, by the number it is known by, tried on this program."""

import datetime

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from clinics import lifetimes
from screening import actions
from screening.models import Intake
from tests.browsing import Phone
from tests.intakes import begin, submit
from tests.people import sign_in

SCRIPT = "<script>alert('x')</script><img src=x onerror=alert(1)>"
ESCAPED = "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;"
BORN = {"answer_day": "27", "answer_month": "3", "answer_year": "1984"}


def test_cve_2026_25743_script_in_an_answer_is_text_on_every_page(version, maria, alice, bob):
    medicine = {"name": SCRIPT, "dose": SCRIPT, "frequency": SCRIPT}
    answers = {"medicine_allergies": SCRIPT, "medicines": [medicine]}
    intake = submit(begin(version, maria, bob), answers)
    clinician = sign_in(alice)
    pages = [reverse("intake", args=[intake.public_id]), reverse("decide", args=[intake.public_id])]
    pages += [
        reverse("assess-flag", args=[intake.public_id, flag.pk]) for flag in intake.flags.all()
    ]
    bodies = [clinician.get(page).content.decode() for page in pages]

    assert ESCAPED in bodies[0]
    assert [body for body in bodies if "<script" in body or "<img" in body] == []
    assert intake.answers["medicine_allergies"] == SCRIPT


def test_cve_2026_25743_script_in_an_answer_is_text_for_the_patient_too(invited):
    phone = Phone(*invited).prove().answer({"medicine_allergies": SCRIPT})

    assert phone.address == reverse("patient:check")
    assert ESCAPED in phone.body
    assert "<script" not in phone.body


def test_cve_2026_124445_link_that_was_used_opens_no_second_filling_in(invited):
    phone = Phone(*invited).prove().answer()
    phone.send({"signed_name": "Maria O'Brien"})
    sent = phone.intake.answers
    again = Phone(*invited)
    again.prove()
    again.send({"answer": "yes"}, to="/intake/question/suicide_attempt/")

    assert again.address == reverse("patient:done")
    assert Intake.objects.get().answers == sent
    assert "sertraline" not in again.body


def test_cve_2026_124445_birth_date_cannot_be_guessed_without_a_limit(invited, maria):
    phone = Phone(*invited)
    statuses = [phone.prove(datetime.date(1990, 1, day)).status for day in range(1, 7)]
    right = phone.prove(maria.date_of_birth)

    assert statuses == [422, 422, 422, 422, 410, 410]
    assert right.status == 410
    assert settings.INTAKE_COOKIE_NAME not in phone.client.cookies


@pytest.mark.parametrize("flag", ["skip_timeout_reset", "keep_alive", "auto_refresh"])
def test_2026_25476_no_flag_of_the_browser_keeps_a_session_alive(flag, invited):
    phone = Phone(*invited).prove()
    long_ago = timezone.now() - datetime.timedelta(minutes=31)
    Intake.objects.update(session_seen_at=long_ago)
    address = reverse("patient:about")
    looked = phone.client.get(f"{address}?{flag}=1", headers={"X-Requested-With": "poll"})
    sent = phone.client.post(reverse("patient:language"), {flag: "1", "language": "es"})

    assert [looked.status_code, sent.status_code] == [302, 302]
    assert {looked.url, sent.url} == {reverse("patient:ended")}
    assert Intake.objects.get().session_seen_at == long_ago
    assert Intake.objects.get().language == "en"


@pytest.mark.parametrize("flag", ["skip_timeout_reset", "keep_alive", "auto_refresh"])
def test_2026_25476_nor_does_it_for_staff(flag, alice):
    client = sign_in(alice)
    session = client.session
    session[lifetimes.SEEN_AT] -= lifetimes.IDLE.total_seconds()
    session.save()
    looked = client.get(f"/queue/?{flag}=1", {flag: "1"}, headers={"X-Requested-With": "poll"})
    again = client.get("/queue/")

    assert [looked.status_code, again.status_code] == [302, 302]
    assert looked.url.startswith(settings.LOGIN_URL)
    assert again.url.startswith(settings.LOGIN_URL)


def test_2026_25147_patients_page_takes_no_id_of_a_patient(version, maria, bob, lakeside):
    """Who it is, the session says; no parameter, field, header or cookie does."""
    other = submit(begin(version, maria, bob), {"medicine_allergies": "only-maria-wrote-this"})
    invitation, _ = actions.invite(patient=maria, version=version, language="en", by=bob)
    _, session = actions.open_with_birth_date(
        invitation=invitation, date_of_birth=maria.date_of_birth
    )
    ids = {"pid": maria.pk, "patient": maria.public_id, "intake": other.public_id, "id": other.pk}
    client = Client(headers={"X-Patient-Id": str(maria.pk)})
    client.cookies.load({settings.INTAKE_COOKIE_NAME: session, "pid": str(maria.pk)})
    before = other.answers
    pages = [
        client.get(reverse("patient:question", args=["medicine_allergies"]), ids, follow=True),
        client.get(reverse("patient:check"), ids, follow=True),
        client.post(reverse("patient:delete"), ids, follow=True),
    ]
    other.refresh_from_db()

    assert [page for page in pages if "only-maria-wrote-this" in page.content.decode()] == []
    assert (other.is_submitted, other.answers) == (True, before)


@pytest.mark.parametrize("name", ["patients", "queue"])
@pytest.mark.parametrize("parameter", ["sort", "order", "order_by", "o", "dir"])
def test_2026_24908_order_of_a_list_is_not_the_browsers_to_write(name, parameter, maria, alice):
    client = sign_in(alice)
    plain = client.get(reverse(name))
    injected = client.get(reverse(name), {parameter: "name; DROP TABLE clinics_user --"})
    lookup = client.get(reverse(name), {parameter: "clinic__memberships__user__password"})

    assert plain.status_code == 200
    assert main(injected) == main(lookup) == main(plain)


@pytest.mark.parametrize(("name", "parameter"), [("queue", "after"), ("patients", "page")])
def test_2026_24908_place_in_a_list_is_a_number_or_refused(name, parameter, maria, alice):
    for text in ("1 OR 1=1", "1;--", "0.0.0' UNION SELECT 1", "-1", "9" * 30):
        assert sign_in(alice).get(reverse(name), {parameter: text}).status_code == 422


def main(response) -> str:
    """Without the page's own address, which a link to look again repeats."""
    query = response.wsgi_request.META["QUERY_STRING"]
    page = response.content.decode().partition("<main")[2]
    return page.replace(f"?{escape(query)}", "") if query else page
