"""The demo clinics: everything that a newcomer wants to look at is there."""

import io
import re

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from clinics import audit
from clinics.models import Clinic, Role
from screening.models import Intake, IntakeStatus, Invitation, Review
from screening.rules import Level
from screening.startup import demo_accounts

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings, tmp_path):
    settings.DATA_DIR = tmp_path

    def load():
        out = io.StringIO()
        call_command("load_demo", stdout=out)
        return out.getvalue()

    return load


def test_there_is_one_of_everything(demo):
    demo()
    lakeside = Clinic.objects.get(slug="lakeside")
    assert {level.value for level in Level} <= set(lakeside.intakes.values_list("level", flat=True))
    assert set(lakeside.memberships.values_list("role", flat=True)) == set(Role.values)
    statuses = set(Intake.objects.values_list("status", flat=True))
    assert statuses >= {IntakeStatus.IN_PROGRESS, IntakeStatus.SUBMITTED, IntakeStatus.WITHDRAWN}
    assert not Intake.objects.filter(needs_human=True).exists()
    decisions = set(Review.objects.values_list("decision", flat=True))
    assert decisions >= {"SUITABLE", "SUITABLE_WITH_CONDITIONS", "DEFERRED", "NOT_SUITABLE"}
    assert any(review.is_void for review in Review.objects.all())
    assert Invitation.objects.filter(intake=None).count() == 2
    assert [audit.verify(clinic) for clinic in Clinic.objects.all()] == [[], []]


def test_a_second_time_changes_nothing_and_says_the_same(demo):
    first = demo()
    counts = [model.objects.count() for model in (Clinic, Intake, Invitation)]
    second = demo()
    assert second in first
    assert [model.objects.count() for model in (Clinic, Intake, Invitation)] == counts
    assert second.count("/i/") == 2


def test_production_has_no_demo(demo, settings):
    settings.TRYOUT = False
    with pytest.raises(CommandError, match="TRYOUT is off"):
        demo()
    assert not Clinic.objects.exists()


def test_production_refuses_every_demo_account(demo):
    demo()
    assert demo_accounts() == get_user_model().objects.count() == 8


def test_the_first_page_leads_whoever_tries_it_out(demo, client, settings):
    assert "You are trying it out" not in client.get("/").content.decode()
    printed = demo()
    page = client.get("/").content.decode()
    assert "You are trying it out" in page
    for link in re.findall(r"/i/[\w-]+/", printed):
        assert f'href="{link}"' in page
    settings.TRYOUT = False
    assert "You are trying it out" not in client.get("/").content.decode()
