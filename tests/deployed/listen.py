"""Does what systemd does with forescreen-web.socket: `python listen.py PATH COMMAND...`.

Opens the socket, hands it over as descriptor 3, and becomes the command.
"""

import os
import pwd
import socket
import sys
from pathlib import Path

FIRST = 3  # as sd_listen_fds(3) has it


def main(path: str, command: list[str]) -> None:
    os.umask(0o077)
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(path)
    Path(path).chmod(0o600)
    hand_to_nginx(path)
    listening.listen(512)
    if listening.fileno() == FIRST:
        listening.set_inheritable(True)
    else:
        os.dup2(listening.fileno(), FIRST, inheritable=True)
    os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}
    os.execv(command[0], command)  # noqa: S606


def hand_to_nginx(path: str) -> None:
    """Its workers run as somebody else only if nginx was started by root."""
    if os.geteuid() == 0:
        os.chown(path, pwd.getpwnam("www-data").pw_uid, -1)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
