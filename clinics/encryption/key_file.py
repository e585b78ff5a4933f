"""The key-encryption keys: a small JSON file beside nothing else, for its owner's eyes only.

{"active": "k2", "keys": {"k1": "base64 of 32 bytes", "k2": "..."}}
"""

import base64
import json
import os
import re
import secrets
import stat
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from clinics.encryption.ciphers import KEY_SIZE, Cipher
from clinics.encryption.errors import DecryptionFailed, KeyFileError
from clinics.encryption.heads import file_head

KEY_ID = re.compile(r"k[1-9][0-9]{0,5}")
FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO

Stamp = tuple[int, int, int]

_read: dict[Path, tuple[Stamp, "KeyFile"]] = {}


@dataclass(frozen=True, repr=False)
class KeyFile:
    """`active` is the id of the key that wraps what is made from now on."""

    active: str
    keys: dict[str, bytes]

    def cipher(self, key_id: str) -> Cipher:
        if key_id not in self.keys:
            raise DecryptionFailed(f"the key {key_id} is not in the key file")
        return Cipher(self.keys[key_id], file_head(key_id))

    def with_new_key(self) -> "KeyFile":
        """The new one is the newest, and not active yet."""
        number = 1 + max(int(key_id[1:]) for key_id in self.keys)
        return replace(self, keys={**self.keys, f"k{number}": secrets.token_bytes(KEY_SIZE)})

    def with_newest_active(self) -> "KeyFile":
        return replace(self, active=max(self.keys, key=lambda key_id: int(key_id[1:])))

    def without(self, key_id: str) -> "KeyFile":
        return replace(self, keys={each: k for each, k in self.keys.items() if each != key_id})


def first_key_file() -> KeyFile:
    return KeyFile("k1", {"k1": secrets.token_bytes(KEY_SIZE)})


def load_key_file(path: Path) -> KeyFile:
    """Read anew only when the file has changed. Raises KeyFileError, which says what is wrong."""
    try:
        facts = path.stat()
    except OSError as error:
        raise KeyFileError(f"The key file {path} cannot be read ({error.strerror}).") from None
    if facts.st_mode & FOR_OTHERS:
        raise KeyFileError(f"The key file {path} is open to others; run `chmod 600` on it.")
    stamp = (facts.st_mtime_ns, facts.st_size, facts.st_ino)
    kept = _read.get(path)
    if kept is None or kept[0] != stamp:
        kept = _read[path] = (stamp, parse(path))
    return kept[1]


def parse(path: Path) -> KeyFile:
    try:
        return checked(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise KeyFileError(f"The key file {path} cannot be read ({error.strerror}).") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise KeyFileError(f"The key file {path} is malformed.") from None


def checked(data: Any) -> KeyFile:
    keys = {key_id: base64.b64decode(text, validate=True) for key_id, text in data["keys"].items()}
    if data["active"] not in keys or len(set(keys.values())) != len(keys):
        raise ValueError("no active key, or one key twice")
    if not all(KEY_ID.fullmatch(key_id) and len(key) == KEY_SIZE for key_id, key in keys.items()):
        raise ValueError("not an id, or not a key")
    return KeyFile(data["active"], keys)


def save_key_file(path: Path, key_file: KeyFile) -> None:
    """All of it or nothing, and never open to others, not even for a moment."""
    keys = {key_id: base64.b64encode(key).decode() for key_id, key in key_file.keys.items()}
    text = json.dumps({"active": key_file.active, "keys": keys}, indent=1)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
