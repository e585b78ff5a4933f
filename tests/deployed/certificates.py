"""A certificate authority of our own and one certificate, for an afternoon."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

DAYS = "2"


@dataclass(frozen=True)
class Certificate:
    authority: Path
    chain: Path
    key: Path


def make_certificate(folder: Path, host: str) -> Certificate:
    """For this host and for 127.0.0.1, signed by an authority that only we trust."""
    made = Certificate(folder / "authority.pem", folder / "chain.pem", folder / "key.pem")
    authority_key = folder / "authority-key.pem"
    new = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    openssl(
        *new, "-days", DAYS, "-subj", "/CN=Throw-away authority",
        "-keyout", str(authority_key), "-out", str(made.authority),
    )  # fmt: skip
    openssl(
        *new, "-days", DAYS, "-subj", f"/CN={host}",
        "-addext", f"subjectAltName=DNS:{host},IP:127.0.0.1",
        "-addext", "basicConstraints=critical,CA:FALSE",
        "-addext", "extendedKeyUsage=serverAuth",
        "-CA", str(made.authority), "-CAkey", str(authority_key),
        "-keyout", str(made.key), "-out", str(made.chain),
    )  # fmt: skip
    return made


def openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)  # noqa: S603, S607
