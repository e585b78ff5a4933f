"""A passkey made of software: what a phone or a key does, for tests without a browser."""

import base64
import hashlib
import html
import json
import os
import re
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor

ORIGIN = "https://testserver"
IS_PRESENT, KNOWS_ITS_OWNER, CARRIES_A_KEY = 0x01, 0x04, 0x40


def asked_of_passkey(response: Any) -> dict[str, Any]:
    """What the page that was answered would have the browser ask for."""
    found = re.search(r'data-options="([^"]+)"', response.content.decode())
    assert found, "the page asks for no passkey"
    return json.loads(html.unescape(found[1]))


def text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class SoftPasskey:
    """Of one account at one origin. `flags` say what the device claims to have checked."""

    def __init__(self, origin: str = ORIGIN, flags: int = IS_PRESENT | KNOWS_ITS_OWNER) -> None:
        self.origin, self.flags = origin, flags
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(16)
        self.user_handle = ""

    def create(self, options: dict[str, Any]) -> str:
        asked = options["publicKey"]
        self.user_handle = asked["user"]["id"]
        public = self.key.public_key().public_numbers()
        numbers = {-2: public.x.to_bytes(32, "big"), -3: public.y.to_bytes(32, "big")}
        cose = cbor.encode({1: 2, 3: -7, -1: 1, **numbers})
        credential = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cose
        data = self.data(asked["rp"]["id"], CARRIES_A_KEY) + credential
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        said = self.said("webauthn.create", asked["challenge"])
        return self.answer(attestationObject=text(attestation), clientDataJSON=text(said))

    def get(self, options: dict[str, Any]) -> str:
        asked = options["publicKey"]
        data = self.data(asked["rpId"])
        said = self.said("webauthn.get", asked["challenge"])
        signed = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        return self.answer(
            authenticatorData=text(data),
            clientDataJSON=text(said),
            signature=text(signed),
            userHandle=self.user_handle,
        )

    def data(self, rp_id: str, flags: int = 0) -> bytes:
        return hashlib.sha256(rp_id.encode()).digest() + bytes([self.flags | flags]) + bytes(4)

    def said(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def answer(self, **response: str) -> str:
        name = text(self.id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {"credProps": {"rk": True}},
            }
        )
