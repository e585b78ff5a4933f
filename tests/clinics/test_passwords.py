import pytest
from django.core.exceptions import ValidationError

from clinics.passwords import NearlyCommonPasswordValidator


@pytest.mark.parametrize(
    "password",
    [
        "password",
        "PasswordPassword",
        "dragon 1234567890 !!",
        "1234567890dragon",
        "letmeinletmeinletmein2026",
        "123123123123123123",
        "Forescreen-2026-2026",
        "ketamineketamine!",
    ],
)
def test_what_is_made_of_a_common_password_is_refused(password):
    with pytest.raises(ValidationError) as refusal:
        NearlyCommonPasswordValidator().validate(password)
    assert [error.code for error in refusal.value.error_list] == ["password_too_common"]


@pytest.mark.parametrize(
    "password", ["a long walk by the lake", "try-forescreen-2026", "0xk3-55!9-(7%2)-22;1"]
)
def test_what_is_no_common_password_is_not(password):
    NearlyCommonPasswordValidator().validate(password)
