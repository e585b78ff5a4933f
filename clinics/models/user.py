from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str, password: str | None = None) -> "User":
        return self._create(email, name, password)

    def create_superuser(self, email: str, name: str, password: str | None = None) -> "User":
        return self._create(email, name, password, is_staff=True, is_superuser=True)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=normalise_email(username or ""))

    def _create(self, email: str, name: str, password: str | None, **flags: Any) -> "User":
        user = self.model(email=normalise_email(email), name=name, **flags)
        user.set_password(password)
        user.full_clean()
        user.save(using=self._db)
        return user


def normalise_email(email: str) -> str:
    """One person, one spelling: the whole address in lower case."""
    return email.strip().lower()


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who works here. What they may do is in their memberships."""

    email = models.EmailField(
        "e-mail address",
        unique=True,
        help_text="Signs in with it; kept in lower case.",
        error_messages={"unique": "Somebody with this e-mail address is already here."},
    )
    name = models.CharField(max_length=150, help_text="As patients and colleagues see it.")
    is_active = models.BooleanField(
        default=True, help_text="Turn off to keep somebody out; they are never removed."
    )
    is_staff = models.BooleanField("is an operator's helper", default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="user_email_is_lower_case",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.email = normalise_email(self.email)

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name
