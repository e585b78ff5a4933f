"""The production stack for real, on loopback: nginx with TLS, gunicorn on a socket, PostgreSQL.

Everything is made for the occasion and thrown away: certificate, keys, database, accounts. The
configuration is the one in `deploy/`; only names, ports and paths are replaced in it.
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import parse_qs, urlsplit

import psycopg
from psycopg import sql

from tests import production
from tests.deployed.certificates import make_certificate
from tests.deployed.configuration import Site, nginx_configuration

HOST = "localhost"
# One connection to the server: whoever asks next gets the one that somebody else had.
POOLER = """
[databases]
{database} = host={place}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {users}
pool_mode = transaction
default_pool_size = 1
max_client_conn = 100
query_wait_timeout = 5
server_login_retry = 1
server_connect_timeout = 2
"""
LISTEN = Path(__file__).with_name("listen.py")
PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Stack:
    """`environment` is that of a `manage.py` for this server; `superuser` is the address of its
    database for who stands above every policy."""

    folder: Path
    port: int
    plain_port: int
    authority: Path
    environment: dict[str, str]
    superuser: str

    @property
    def url(self) -> str:
        return f"https://{HOST}:{self.port}"

    def manage(self, *arguments: str, typed: str = "", **changes: str) -> str:
        """Runs a management command; raises CalledProcessError with what it printed.

        `changes` are of its environment.
        """
        return self.python("manage.py", *arguments, typed=typed, **changes)

    def python(self, *arguments: str, typed: str = "", **changes: str) -> str:
        done = subprocess.run(  # noqa: S603
            [sys.executable, *arguments],
            cwd=production.ROOT,
            env={**self.environment, **changes},
            umask=0o077,
            input=typed,
            text=True,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{arguments} ended with {done.returncode}:\n{done.stderr}")
        return done.stdout

    def logs(self) -> str:
        """All that was written down: by nginx, by the application."""
        files = sorted((self.folder / "logs").iterdir())
        return "\n".join(file.read_text(errors="replace") for file in files)


@contextmanager
def running(*, requests_each_second: int = 20, is_pooled: bool = False) -> Iterator[Stack]:
    """A stack that answers. The rate is the one that nginx lets through from one address. Pooled,
    PgBouncer stands between application and database, with one connection for all.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="forescreen-stack-")))
        # nginx's workers run as somebody else, and open the socket.
        folder.chmod(0o755)
        (folder / "logs").mkdir()
        shutil.copytree(production.ROOT / "deploy", folder / "pages")
        port, plain_port = free_port(), free_port()
        certificate = make_certificate(folder, HOST)
        database = Database(os.environ["DATABASE_URL"])
        environment = environment_of(folder, port, database)
        it = Stack(folder, port, plain_port, certificate.authority, environment, database.url())
        database.make_roles(it.manage("database", "roles", DATABASE_URL=database.url()))
        it.manage("migrate", "--verbosity", "0", DATABASE_URL=database.url("owner"))
        it.manage("database", "check")
        it.manage("keys", "add")
        it.manage("collectstatic", "--no-input", "--verbosity", "0")
        if is_pooled:
            it.environment["DATABASE_URL"] = stack.enter_context(pooler(it, database))
        stack.enter_context(application(it))
        # Before anybody listens nginx would answer in the application's place.
        wait_for(str(folder / "web.sock"))
        site = Site(HOST, port, plain_port, certificate, folder, requests_each_second)
        stack.enter_context(web_server(site))
        wait_for(port)
        yield it


class Database:
    """A new one with roles of its own, on the throw-away server of `python -m tests.postgres`.

    That server asks nobody for a password.
    """

    def __init__(self, server: str) -> None:
        self.server = server
        self.name = f"stack_{secrets.token_hex(4)}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.name)))

    def url(self, role: str = "") -> str:
        """As this role; without one as the server's superuser."""
        parts = urlsplit(self.server)._replace(path=f"/{self.name}")
        if role:
            place = parts.netloc.rpartition("@")[2]
            parts = parts._replace(netloc=f"{self.name}_{role}@{place}")
        return parts.geturl()

    def make_roles(self, statements: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statements)


def environment_of(folder: Path, port: int, database: Database) -> dict[str, str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {
        **inherited,
        **production.ENVIRONMENT,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": HOST,
        "SITE_URL": f"https://{HOST}:{port}",
        "DATA_DIR": str(folder / "data"),
        "DATABASE_URL": database.url("app"),
        "DATABASE_ROLES": database.name,
        "EMAIL_URL": f"filemail:///{folder / 'data' / 'mail'}",
    }


@contextmanager
def pooler(it: Stack, database: "Database") -> Iterator[str]:
    """The application's address of the database through PgBouncer, in transaction mode."""
    port = free_port()
    configuration, users = it.folder / "pgbouncer.ini", it.folder / "users.txt"
    parts = urlsplit(database.url())
    place = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
    users.write_text(f'"{database.name}_app" ""\n')
    configuration.write_text(
        POOLER.format(database=database.name, place=place, port=port, users=users)
    )
    for file in (configuration, users):
        file.chmod(0o644)
    command = ["pgbouncer", str(configuration)]
    if os.geteuid() == 0:  # it refuses to be root; the socket is in a folder of its server's user
        command[1:1] = ["-u", Path(place).owner()]
    with (it.folder / "logs" / "pgbouncer.log").open("w") as log, started(command, log=log):
        wait_for(port)
        yield f"postgres://{database.name}_app@127.0.0.1:{port}/{database.name}"


@contextmanager
def application(it: Stack) -> Iterator[None]:
    """As systemd starts it: with the listening socket as a descriptor."""
    path = it.folder / "web.sock"
    command = [sys.executable, str(LISTEN), str(path), *gunicorn()]
    with (
        (it.folder / "logs" / "application.log").open("w") as log,
        started(command, log=log, env=it.environment),
    ):
        yield


def gunicorn() -> list[str]:
    config = ["--config", "deploy/gunicorn.py"]
    return [sys.executable, "-m", "gunicorn", *config, "screening.wsgi"]


@contextmanager
def web_server(site: Site) -> Iterator[None]:
    file = site.folder / "nginx.conf"
    file.write_text(nginx_configuration(site))
    command = ["nginx", "-c", str(file), "-p", str(site.folder), "-e", "logs/nginx-start.log"]
    with (site.folder / "logs" / "nginx.out").open("w") as log, started(command, log=log):
        yield


@contextmanager
def started(
    command: list[str], *, log: IO[str], env: dict[str, str] | None = None
) -> Iterator[None]:
    process = subprocess.Popen(  # noqa: S603
        command, cwd=production.ROOT, env=env, stdout=log, stderr=subprocess.STDOUT
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(place: int | str) -> None:
    """Until somebody listens on this port of loopback, or at this path. Raises TimeoutError."""
    family = socket.AF_INET if isinstance(place, int) else socket.AF_UNIX
    address = ("127.0.0.1", place) if isinstance(place, int) else place
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket(family) as probe:
            if probe.connect_ex(address) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"Nobody listens at {place}.")
