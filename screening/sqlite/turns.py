"""Writers take turns. SQLite lets the waiting ones guess again and again, at growing intervals, and
so lets some wait for seconds while others pass; measured with eight writers, ten times longer."""

import fcntl
import os
import threading
import time

NEXT_LOOK = 0.0005  # seconds; only one writer of each process looks


class NoTurn(Exception):
    """Somebody held the database for too long."""


class Turns:
    """First between the threads of this process, then between processes, on a file of its own.

    The file's lock ends with the process that holds it, so a crash leaves nothing behind.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.threads = threading.Lock()
        self.file = -1

    def take(self, *, timeout: float) -> None:
        """Raises NoTurn after `timeout` seconds."""
        deadline = time.monotonic() + timeout
        if not self.threads.acquire(timeout=timeout):
            raise NoTurn
        self.file = os.open(self.path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o660)
        while not lock(self.file):
            if time.monotonic() > deadline:
                self.give()
                raise NoTurn
            time.sleep(NEXT_LOOK)

    def give(self) -> None:
        os.close(self.file)
        self.threads.release()


def lock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
