"""A clinic whose time zone cannot be read: staff pages come, and say so."""

import pytest

from clinics.models import Clinic
from tests.intakes import submit
from tests.staff_pages import read

LOUD = "The time zone of this clinic cannot be read Times on this page are in UTC"


@pytest.fixture
def nowhere(intake, lakeside):
    submit(intake)
    Clinic.objects.filter(pk=lakeside.pk).update(time_zone="Nowhere/There")
    return intake


@pytest.mark.parametrize("page", ["", "decide/", "vital-signs/"])
def test_pages_of_an_intake_come_and_say_so(nowhere, signed_in, alice, page):
    response = signed_in(alice).get(f"{nowhere.get_absolute_url()}{page}")

    assert response.status_code == 200
    assert LOUD in read(response)


@pytest.mark.parametrize("page", ["/queue/", "/patients/"])
def test_lists_come_and_say_so(nowhere, signed_in, alice, page):
    assert LOUD in read(signed_in(alice).get(page))


def test_page_of_a_patient_comes_and_says_so(nowhere, signed_in, bob, maria):
    assert LOUD in read(signed_in(bob).get(maria.get_absolute_url()))


def test_administrator_can_mend_it(nowhere, signed_in, dana, lakeside):
    assert LOUD in read(signed_in(dana).get("/clinics/settings/"))
