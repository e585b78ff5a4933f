"""Two clinics and who works there, made through the actions.

At Lakeside: Alice is a clinician, Bob sits at the front desk, Dana is the administrator.
Charlie has every role at Harbor, and none at Lakeside: he is the outsider.
"""

import datetime
import time
from collections.abc import Callable

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

from clinics import actions, lifetimes
from clinics.models import Clinic, Patient, Role, User

PASSWORD = "a long walk by the lake"


def open_clinic(slug: str, name: str) -> Clinic:
    return actions.create_clinic(
        slug=slug,
        name=name,
        phone="555-010-0100",
        on_call_email=f"on-call@{slug}.example",
        languages=["en", "es"],
    )


def employ(name: str, clinic: Clinic, *roles: Role) -> User:
    email = f"{name.lower()}@{clinic.slug}.example"
    user = actions.create_staff(email=email, name=name, password=PASSWORD)
    for role in roles:
        actions.grant_role(user=user, clinic=clinic, role=role)
    return user


def sign_in(user: User, *, factor: str = "webauthn", at: float | None = None) -> Client:
    """As after a sign-in just now, or at that time in seconds; `factor` is empty for one with a
    password alone."""
    client = Client()
    client.force_login(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": method, "type": kind, "at": at or time.time()}
        for method, kind in (("password", ""), ("mfa", factor))
        if kind or method == "password"
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    lifetimes.begin(session)
    session.save()
    return client


@pytest.fixture
def lakeside(db) -> Clinic:
    return open_clinic("lakeside", "Lakeside Ketamine Clinic")


@pytest.fixture
def harbor(db) -> Clinic:
    return open_clinic("harbor", "Harbor Interventional Psychiatry")


@pytest.fixture
def alice(lakeside: Clinic) -> User:
    return employ("Alice", lakeside, Role.CLINICIAN)


@pytest.fixture
def bob(lakeside: Clinic) -> User:
    return employ("Bob", lakeside, Role.FRONT_DESK)


@pytest.fixture
def dana(lakeside: Clinic) -> User:
    return employ("Dana", lakeside, Role.ADMIN)


@pytest.fixture
def charlie(harbor: Clinic) -> User:
    return employ("Charlie", harbor, *Role)


@pytest.fixture
def maria(lakeside: Clinic, bob: User) -> Patient:
    """A patient of Lakeside."""
    return actions.register_patient(
        clinic=lakeside,
        given_name="María José",
        family_name="O'Brien",
        date_of_birth=datetime.date(1984, 3, 27),
        email="maria@patients.example",
        record_number="LK-1",
        by=bob,
    )


def nina_at(clinic: Clinic, *, by: User) -> Patient:
    """Another patient, wherever she is needed."""
    return actions.register_patient(
        clinic=clinic,
        given_name="Nina",
        family_name="Alvarez",
        date_of_birth=datetime.date(1990, 1, 2),
        by=by,
    )


@pytest.fixture
def signed_in(db) -> Callable[[User], Client]:
    """A browser in which this person is signed in already, with a passkey."""
    return sign_in
