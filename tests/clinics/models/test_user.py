import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from clinics.models import User


def test_email_is_kept_in_lower_case(db):
    user = User.objects.create_user(" Alice@Lakeside.Example ", "Alice")
    assert user.email == "alice@lakeside.example"
    assert User.objects.get_by_natural_key("ALICE@lakeside.example") == user


def test_two_people_cannot_share_an_address_in_whatever_case(alice):
    with pytest.raises(ValidationError):
        User.objects.create_user(alice.email.upper(), "Another Alice")


def test_database_refuses_capitals(alice):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=alice.pk).update(email="Alice@Lakeside.example")


def test_account_without_a_password_opens_with_none(db):
    assert not User.objects.create_user("a@b.example", "A").has_usable_password()


def test_operator_is_a_superuser_without_any_clinic(db):
    operator = User.objects.create_superuser("root@b.example", "Root", "x")
    assert operator.is_superuser
    assert not operator.memberships.exists()
