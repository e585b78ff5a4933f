"""Looking for marks in all that a database writes to disk, however they are spelled."""

import base64
import io
from collections.abc import Iterator
from pathlib import Path

from django.db import connection


def spellings(mark: str) -> set[bytes]:
    """As text in three encodings, as hexadecimal, and in base64 wherever in a group it begins."""
    text = mark.encode()
    encoded = {
        base64.b64encode(b"x" * before + text)[-(-before * 4 // 3) + 1 : -4] for before in range(3)
    }
    return {
        text,
        mark.upper().encode(),
        mark.encode("utf-16-le"),
        mark.encode("utf-16-be"),
        text.hex().encode(),
        text.hex().upper().encode(),
        *encoded,
    }


def places() -> Iterator[tuple[str, bytes]]:
    """A dump of every table, then every file of the database, its write-ahead log among them."""
    yield from sqlite_places() if connection.vendor == "sqlite" else postgresql_places()


def sqlite_places() -> Iterator[tuple[str, bytes]]:
    connection.ensure_connection()
    dump = "\n".join(connection.connection.iterdump())
    yield "dump", dump.encode(errors="surrogatepass")
    file = Path(connection.settings_dict["NAME"])
    for each in sorted(file.parent.glob(f"{file.name}*")):
        yield each.name, each.read_bytes()


def postgresql_places() -> Iterator[tuple[str, bytes]]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            written = io.BytesIO()
            with cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
                for row in rows:
                    written.write(bytes(row))
            yield f"dump of {table}", written.getvalue()
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0])
    for each in sorted(folder.rglob("*")):
        if each.is_file():
            yield str(each.relative_to(folder)), each.read_bytes()


def found(mark: str) -> list[str]:
    """Where it is, in any spelling."""
    needles = spellings(mark)
    return [name for name, data in places() if any(needle in data for needle in needles)]
