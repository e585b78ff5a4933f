import pytest
from allauth.usersessions.models import UserSession

from clinics.models import AuditEvent
from tests.signing_in import Device

PAGE = "/account/sessions/"


@pytest.fixture
def here(alice) -> Device:
    device = Device()
    device.password(alice)
    device.set_up_passkey()
    return device


@pytest.fixture
def elsewhere(here, alice) -> Device:
    """Another browser of Alice's."""
    device = Device(headers={"User-Agent": "Browser of the Lake 7"})
    device.passkey = here.passkey
    device.show_passkey("/account/sign-in/passkey/")
    return device


def key_of(device: Device) -> str:
    return device.client.session.session_key


def test_list_shows_where_one_is_signed_in(here, elsewhere):
    text = here.get(PAGE).content.decode()
    assert text.count("Here, now") == 1
    assert text.count("Browser of the Lake 7") == 1
    assert text.count("from 127.0.0.1") == 2


def test_one_session_is_ended(here, elsewhere):
    session = UserSession.objects.get(session_key=key_of(elsewhere))
    assert here.post(f"{PAGE}{session.pk}/end/")["Location"] == PAGE
    assert elsewhere.get("/queue/").status_code == 302
    assert here.get("/queue/").status_code == 200
    assert AuditEvent.objects.filter(action="account.session_ended").count() == 1


def test_all_others_are_ended(here, elsewhere):
    here.post(f"{PAGE}end-others/")
    assert elsewhere.get("/queue/").status_code == 302
    assert here.get("/queue/").status_code == 200
    assert "Browser of the Lake 7" not in here.get(PAGE).content.decode()


def test_session_of_somebody_else_is_not_there(here, bob):
    other = Device()
    other.password(bob)
    other.set_up_passkey()
    session = UserSession.objects.get(session_key=key_of(other))
    foreign, missing = here.post(f"{PAGE}{session.pk}/end/"), here.post(f"{PAGE}0/end/")
    assert (foreign.status_code, foreign.content) == (404, missing.content)
    assert other.get("/queue/").status_code == 200


@pytest.mark.parametrize("address", ["1/end/", "end-others/"])
def test_looking_ends_nothing(here, address):
    assert here.get(f"{PAGE}{address}").status_code == 405


def test_signing_out_leaves_the_list(here, alice):
    here.leave()
    assert not UserSession.objects.filter(user=alice).exists()
