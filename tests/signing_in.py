"""Signing in as people do, step by step, with the devices they carry."""

import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client

from clinics.models import User
from tests.passkeys import SoftPasskey, asked_of_passkey
from tests.people import PASSWORD

ADD, SECOND_STEP, SIGN_IN = (
    "/account/passkeys/add/",
    "/account/sign-in/second-step/",
    "/account/sign-in/",
)


class Device:
    """A browser at https, with a passkey and an app for codes."""

    def __init__(self, **options: Any) -> None:
        self.client = Client(**options)
        self.passkey = SoftPasskey()
        self.secret = ""

    def get(self, address: str, **data: Any) -> HttpResponse:
        return self.client.get(address, data, secure=True)

    def post(self, address: str, **data: Any) -> HttpResponse:
        return self.client.post(address, data, secure=True)

    def password(self, user: User, password: str = PASSWORD) -> HttpResponse:
        return self.post(SIGN_IN, login=user.email, password=password)

    def set_up_codes(self) -> HttpResponse:
        page = self.get("/account/codes/").content.decode()
        self.secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]
        return self.post("/account/codes/", code=self.code())

    def code(self, steps: int = 0) -> str:
        """That the app shows now, or `steps` half minutes later."""
        return format_hotp_value(hotp_value(self.secret, int(time.time()) // 30 + steps))

    def recovery_codes(self) -> list[str]:
        page = self.get("/account/recovery-codes/").content.decode()
        return re.findall(r"<code>(\d{8})</code>", page)

    def set_up_passkey(self, name: str = "My phone") -> HttpResponse:
        options = asked_of_passkey(self.get(ADD))
        return self.post(ADD, name=name, credential=self.passkey.create(options))

    def show_passkey(self, address: str = SECOND_STEP, **data: Any) -> HttpResponse:
        options = asked_of_passkey(self.get(address))
        return self.post(address, credential=self.passkey.get(options), **data)

    def leave(self) -> None:
        self.post("/account/sign-out/")
