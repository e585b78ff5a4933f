"""Commands and tasks as they run in service: as the application's role, within its policies."""

import datetime as dt
import json
from io import StringIO

from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from clinics import database_roles, scopes
from clinics.models import Clinic
from screening import actions
from screening.actions.headless import find_engine
from screening.actions.notifications import send_notification
from screening.models import Intake, IntakeStatus, Notification, QuestionSetVersion
from tests.database_roles import acting_as, in_service
from tests.intakes import SHIPPED

QUESTIONS = SHIPPED / "ketamine-pre-treatment.json"


def run(*command, **options):
    out = StringIO()
    with in_service():
        call_command(*command, stdout=out, **options)
    return out.getvalue()


def test_clinic_and_its_people_are_added(db, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO("a long walk by the lake\n"))
    common = {"phone": "555-010-0100", "on_call_email": "on-call@pier.example"}

    assert run("clinic", "add", "pier", name="Pier", **common) == "Pier is open as pier.\n"
    said = run("staff", "add", "ann@pier.example", name="Ann", clinic="pier", role=["ADMIN"])

    assert said == "Ann works at Pier as ADMIN.\n"
    assert Clinic.objects.get().memberships.get().user.name == "Ann"


def test_question_set_is_loaded_at_every_clinic(lakeside, harbor):
    said = run("question_set", "load", str(QUESTIONS))

    assert [line.split(":")[0] for line in said.splitlines()] == ["lakeside", "harbor"]
    assert QuestionSetVersion.objects.count() == 2


def test_published_question_set_is_found_at_its_clinic(version):
    with in_service():
        chosen = find_engine(slug=version.question_set.slug, clinic="lakeside")

    assert chosen.engine.document.sha256 == version.sha256


def test_intakes_of_every_clinic_expire(intake, harbor):
    Intake.objects.update(keep_until=timezone.now() - dt.timedelta(days=1))

    assert run("expire_intakes") == "1 intakes expired.\n"
    assert Intake.objects.get().status == IntakeStatus.EXPIRED


def test_mails_of_every_clinic_are_sent(intake, harbor):
    actions.save_page(intake=intake, link_id="suicide_attempt", answer="under_3_months")

    assert run("send_notifications") == "1 notifications sent.\n"
    assert [message.to for message in mail.outbox] == [["on-call@lakeside.example"]]


def test_task_sends_for_its_clinic_and_for_no_other(intake, harbor):
    actions.save_page(intake=intake, link_id="suicide_attempt", answer="under_3_months")
    number = Notification.objects.get().pk

    with in_service():
        assert send_notification.call(number, harbor.pk) is False
        assert send_notification.call(number, intake.clinic_id) is True


def test_trail_is_verified_by_the_auditor(intake, harbor):
    out = StringIO()
    with acting_as(database_roles.auditor()), scopes.nowhere():
        call_command("audit", "verify", unrecorded=True, stdout=out)

    chains = [line.partition(",")[0] for line in out.getvalue().splitlines() if "sound" in line]
    assert chains == ["system: sound", "harbor: sound", "lakeside: sound"]


def test_demo_is_loaded(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path

    said = run("load_demo")

    assert "Patients open their link" in said
    assert len(json.loads((tmp_path / "demo-links.json").read_text())) > 0
    assert Clinic.objects.count() == 2
