"""Two clinics that mirror each other, with everything in them marked; made through the actions."""

import datetime
import uuid
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.utils import timezone

from clinics import actions as people
from clinics.keys import encrypt_system
from clinics.models import Clinic, Patient, Role, StaffInvitation, User
from screening import actions
from screening.actions.erasing import erase_patient
from screening.actions.evaluations import asked_now
from screening.actions.replays import run_replay, start_replay
from screening.models import (
    AssessmentReason,
    Decision,
    Intake,
    Invitation,
    Judgement,
    QuestionSetVersion,
)
from tests.matrix.document import document
from tests.matrix.marks import Marks, Owner
from tests.people import PASSWORD

DECLARATION = "I have answered as well as I can."
NAMES = ("eli", "ravi", "maria", "lena", "omar", "wanda", "tess", "ivo", "nora", "rosa")


@dataclass
class Guest:
    """A patient with an invitation, and what came of it. `session` is the cookie's token."""

    patient: Patient
    invitation: Invitation
    token: str
    intake: Intake | None = None
    session: str = ""


@dataclass
class House:
    """One clinic with all who are in it; `name` is whose its marks are."""

    name: str
    clinic: Clinic
    staff: dict[Role, User]
    staff_invitation: StaffInvitation
    staff_token: str
    versions: dict[str, QuestionSetVersion] = field(default_factory=dict)
    guests: dict[str, Guest] = field(default_factory=dict)


@dataclass
class World:
    marks: Marks
    here: House
    there: House
    both: User
    operator: User

    def house(self, name: str) -> House:
        return self.here if name == self.here.name else self.there

    def other(self, house: House) -> House:
        return self.there if house is self.here else self.here


def build() -> World:
    marks = Marks()
    encrypt_system("", row="", field="")  # makes the key, so that no look has to
    here, there = (furnish(name, marks) for name in ("lakeside", "harbor"))
    both = people.create_staff(email="both@example.org", name="Both", password=PASSWORD)
    for house in (here, there):
        for role in Role:
            people.grant_role(user=both, clinic=house.clinic, role=role)
    operator = User.objects.create_superuser("operator@example.org", "Operator", PASSWORD)
    people.grant_role(user=operator, clinic=here.clinic, role=Role.CLINICIAN)
    return World(marks, here, there, both, operator)


def furnish(name: str, marks: Marks) -> House:
    slug = marks.word(Owner(name, "name"))
    clinic = people.create_clinic(
        slug=slug,
        name=marks.word(Owner(name, "name")),
        phone=marks.phone(Owner(name, "public")),
        crisis_line=marks.phone(Owner(name, "public")),
        emergency_number=marks.phone(Owner(name, "public")),
        opening_hours=marks.word(Owner(name, "public")),
        on_call_email=marks.email(Owner(name, "settings")),
        languages=["en", "es"],
    )
    invitation, token = people.invite_staff(
        clinic=clinic, email="new@example.org", role=Role.CLINICIAN
    )
    marks.keep(token, Owner(name, "token"))
    staff = {role: employ(name, clinic, role, marks) for role in Role}
    house = House(name, clinic, staff, invitation, token)
    admin = house.staff[Role.ADMIN]
    let_in(house, marks)
    question_set = marks.word(Owner(name, "id"))
    for state in ("retired", "published", "draft"):
        data = document(question_set, lambda kind: marks.word(Owner(name, kind)))
        if state == "draft":
            data["treatment"] = {"en": marks.word(Owner(name, "draft"))}
        version = actions.load_document(clinic=clinic, data=data, by=admin)
        house.versions[state] = version
        if state != "draft":
            source = marks.word(Owner(name, "rule"))
            house.versions[state] = actions.publish_as_operator(version=version, source=source)
    for guest in NAMES:
        house.guests[guest] = receive(name, guest, house, marks)
        own = partial(owner_of, name, guest)
        STORIES[guest](house, house.guests[guest], own, marks)
    stay(house)
    for version in house.versions.values():
        version.refresh_from_db()
    invitation, token = people.invite_staff(
        clinic=clinic, email=marks.email(Owner(name, "staff")), role=Role.CLINICIAN, by=admin
    )
    marks.keep(token, Owner(name, "token"))
    marks.keep(invitation.token_digest, Owner(name, "secret"))
    replay = start_replay(version=house.versions["draft"], by=admin)
    run_replay(replay, seconds=60)
    marks.keep(replay.public_id, Owner(name, "id"))
    return house


def stay(house: House) -> None:
    """A living session is noted as seen once a minute, and the matrix may take longer than that."""
    for who in ("ravi", "maria"):
        in_an_hour = timezone.now() + datetime.timedelta(hours=1)
        found = Intake.objects.filter(invitation=house.guests[who].invitation)
        found.update(session_seen_at=in_an_hour)


def owner_of(clinic: str, patient: str, kind: str) -> Owner:
    return Owner(clinic, kind, patient)


def employ(name: str, clinic: Clinic, role: Role, marks: Marks) -> User:
    user = people.create_staff(
        email=marks.email(Owner(name, "staff")),
        name=marks.word(Owner(name, "staff")),
        password=PASSWORD,
    )
    people.grant_role(user=user, clinic=clinic, role=role)
    marks.keep(user.password, Owner(name, "secret"))
    return user


def let_in(house: House, marks: Marks) -> None:
    """Emergency access for hours; why, only administrators read."""
    helper = people.create_staff(
        email=f"helper@{house.name}.example.org", name="Helper", password=PASSWORD
    )
    people.break_glass(
        user=helper,
        clinic=house.clinic,
        role=Role.CLINICIAN,
        reason=marks.word(Owner(house.name, "settings")),
        hours=8,
        operator="operator",
    )


def receive(name: str, who: str, house: House, marks: Marks) -> Guest:
    person = Owner(name, "person", who)
    desk = house.staff[Role.FRONT_DESK]
    patient = people.register_patient(
        clinic=house.clinic,
        given_name=marks.word(person),
        family_name=marks.word(person),
        date_of_birth=datetime.date(marks.year(person), 3, 7),
        email=marks.email(person),
        phone=marks.phone(person),
        record_number=marks.word(person),
        by=desk,
    )
    invitation, token = actions.invite(
        patient=patient, version=house.versions["published"], language="en", by=desk
    )
    marks.keep(patient.public_id, Owner(name, "id", who))
    marks.keep(invitation.public_id, Owner(name, "id", who))
    marks.keep(token, Owner(name, "token", who))
    marks.keep(invitation.token_digest, Owner(name, "secret", who))
    for digest in [patient.record_digest, *patient.tokens.values_list("digest", flat=True)]:
        marks.keep(digest, Owner(name, "secret"))  # two names may begin alike
    return Guest(patient, invitation, token)


def begin(guest: Guest, own: Any, marks: Marks) -> None:
    guest.intake, guest.session = actions.open_with_birth_date(
        invitation=guest.invitation, date_of_birth=guest.patient.date_of_birth
    )
    marks.keep(guest.intake.public_id, own("id"))
    marks.keep(guest.intake.reference, own("reference"))
    # The signed part names the link; this is what nobody can guess.
    marks.keep(guest.session.rpartition(":")[2].partition(".")[0], own("token"))
    marks.keep(guest.intake.session_digest or "", own("secret"))


def answer(guest: Guest, own: Any, marks: Marks, **given: Any) -> None:
    """Every page; `given` differ."""
    word = lambda: marks.word(own("answers"))  # noqa: E731
    answers = {
        "danger": "no",
        "artery": "yes",
        "pressure": {
            "systolic": 118,
            "diastolic": 76,
            "measured_on": guest.patient.clinic.today().isoformat(),
            "method": "arm_cuff",
        },
        "medicines": [{"name": word(), "dose": word(), "frequency": word()}],
        "allergies": word(),
        **given,
    }
    assert guest.intake
    while unsent := [link for link in asked_now(guest.intake) if link not in guest.intake.answers]:
        guest.intake = actions.save_page(
            intake=guest.intake,
            link_id=unsent[0],
            answer=answers[unsent[0]],
            revision=guest.intake.revision,
        ).intake


def fills_in(house: House, guest: Guest, own: Any, marks: Marks) -> None:
    """All pages sent, not signed yet; the session is alive."""
    begin(guest, own, marks)
    answer(guest, own, marks)


def sends(house: House, guest: Guest, own: Any, marks: Marks) -> None:
    """Sent with an urgent finding, measured, assessed, and decided on for now."""
    begin(guest, own, marks)
    answer(guest, own, marks, danger="yes")
    assert guest.intake
    guest.intake = actions.submit(
        intake=guest.intake, signed_name=marks.word(own("answers")), declaration=DECLARATION
    )
    clinician = house.staff[Role.CLINICIAN]
    actions.claim(intake=guest.intake, by=clinician)
    measured = {"systolic": 182, "diastolic": 96, "heart_rate": 70, "by": clinician}
    first = actions.record_vital_sign(
        intake=guest.intake,
        measured_at=timezone.now(),
        note=marks.word(own("notes")),
        **measured,
    )
    actions.record_vital_sign(
        intake=guest.intake,
        measured_at=timezone.now(),
        note=marks.word(own("notes")),
        corrects=first,
        **{**measured, "systolic": 181},
    )
    guest.intake = Intake.objects.get(pk=guest.intake.pk)
    for flag in guest.intake.current_flags:
        actions.assess_flag(
            flag=flag,
            judgement=Judgement.OVERRIDDEN,
            reason=AssessmentReason.OTHER,
            words=marks.word(own("notes")),
            by=clinician,
        )
    for decision in (Decision.SUITABLE_WITH_CONDITIONS, Decision.MORE_INFORMATION):
        guest.intake = Intake.objects.get(pk=guest.intake.pk)
        actions.decide(
            intake=guest.intake,
            screening=guest.intake.current_screening,
            decision=decision,
            replaces=guest.intake.latest_review,
            reason=marks.word(own("notes")),
            conditions=marks.word(own("notes")),
            message=marks.word(own("message")),
            key=uuid.uuid4(),
            by=clinician,
        )
    guest.intake = actions.claim(intake=guest.intake, by=clinician)


def stays_away(house: House, guest: Guest, own: Any, marks: Marks) -> None:
    """Began, and left the page open for longer than a session lasts."""
    fills_in(house, guest, own, marks)
    assert guest.intake
    long_ago = timezone.now() - datetime.timedelta(minutes=31)
    Intake.objects.filter(pk=guest.intake.pk).update(session_seen_at=long_ago)


def is_called_off(house: House, guest: Guest, own: Any, marks: Marks) -> None:
    """The clinic took the invitation back while the patient was at it."""
    fills_in(house, guest, own, marks)
    guest.invitation = actions.revoke(invitation=guest.invitation, by=house.staff[Role.FRONT_DESK])


def withdraws(house: House, guest: Guest, own: Any, marks: Marks) -> None:
    begin(guest, own, marks)
    answer(guest, own, marks, danger="yes")
    assert guest.intake
    guest.intake = actions.withdraw(intake=guest.intake)


def guesses(house: House, guest: Guest, own: Any, marks: Marks) -> None:
    """Somebody tried wrong dates until the link was locked."""
    while guest.invitation.is_open:
        try:
            actions.open_with_birth_date(
                invitation=guest.invitation, date_of_birth=datetime.date(1990, 1, 1)
            )
        except (actions.WrongBirthDate, actions.InvitationClosed):
            guest.invitation.refresh_from_db()


def waits(house: House, guest: Guest, own: Any, marks: Marks) -> None:
    """Has not opened the link yet."""


def is_late(house: House, guest: Guest, own: Any, marks: Marks) -> None:
    """Never opened the link, and now it is too old."""
    yesterday = timezone.now() - datetime.timedelta(days=1)
    Invitation.objects.filter(pk=guest.invitation.pk).update(expires_at=yesterday)
    guest.invitation.refresh_from_db()


def is_erased(house: House, guest: Guest, own: Any, marks: Marks) -> None:
    """Sent the form, and asked for everything to be erased; the rows are there still."""
    sends(house, guest, own, marks)
    guest.patient = erase_patient(patient=guest.patient)
    guest.invitation.refresh_from_db()


def is_asked_again(house: House, guest: Guest, own: Any, marks: Marks) -> None:
    """Everything was sent, and one question came back."""
    begin(guest, own, marks)
    answer(guest, own, marks)
    assert guest.intake
    guest.intake = actions.submit(
        intake=guest.intake, signed_name=marks.word(own("answers")), declaration=DECLARATION
    )
    asked, token = actions.ask_again(
        intake=guest.intake,
        questions=["allergies"],
        message=marks.word(own("message")),
        screening=guest.intake.current_screening,
        key=uuid.uuid4(),
        by=house.staff[Role.CLINICIAN],
    )
    marks.keep(token, own("token"))
    marks.keep(asked.link.token_digest, own("secret"))
    marks.keep(asked.link.public_id, own("id"))


STORIES = {
    "eli": is_erased,
    "ravi": fills_in,
    "maria": sends,
    "lena": stays_away,
    "omar": is_called_off,
    "wanda": withdraws,
    "tess": guesses,
    "ivo": waits,
    "nora": is_late,
    "rosa": is_asked_again,
}
