"""Passwords that only look long."""

import re
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

# Guessed first by somebody who knows what this is.
OUR_OWN = frozenset({"forescreen", "ketamine", "esketamine", "screening", "clinic"})
ROUND_IT = re.compile(r"^[\W\d_]+|[\W\d_]+$")
REPEATED = re.compile(r"^(.+?)\1+$", re.DOTALL)


class NearlyCommonPasswordValidator(CommonPasswordValidator):
    """Django's file of 20,000 passwords that leaked most often, and what is made of one of them:
    with digits and signs round it, or said several times."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError."""
        known = self.passwords | OUR_OWN
        if known & cores(password.lower().strip()):
            raise ValidationError("This password is too common.", code="password_too_common")


def cores(password: str) -> set[str]:
    bare = ROUND_IT.sub("", password)
    return {REPEATED.sub(r"\1", text) for text in (password, bare)} | {password, bare}
