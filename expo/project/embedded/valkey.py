"""Valkey (or Redis) for this folder: broker and cache on a free local port, with a password."""

import secrets
import signal
import socket
import subprocess
from pathlib import Path

from expo.project.embedded import binaries, processes
from expo.project.embedded.failures import CannotStart

HOST = "127.0.0.1"
NOWHERE = f"redis://{HOST}:1/0"  # refused at once: what is used while no engine runs
START_SECONDS = 10.0
TRIES = 3  # another program may take the free port first

CONFIGURATION = """\
bind {host}
port {port}
requirepass {password}
dir {folder}
save ""
appendonly no
daemonize no
databases 16
tcp-backlog 511
"""


class Valkey:
    """One Valkey server of one folder. It keeps nothing: losing it loses no fact."""

    name = "valkey"

    def __init__(self, var: Path) -> None:
        self.var = var
        self.folder = var / "valkey"
        self.log = var / "log" / "valkey.log"
        self.program = binaries.valkey_server()
        self.password = secrets.token_urlsafe(24)
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None
        self.folders: list[str] = []

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@{HOST}:{self.port}/0"

    def start(self) -> None:
        """Start and return when it answers."""
        self.folder.mkdir(exist_ok=True)
        if not any(self._starts() for _ in range(TRIES)):
            raise CannotStart(f"Valkey could not start: its story is in {self.log}.")

    def stop(self, *, hurry: bool = False) -> None:
        if self.process:
            processes.send(self.process.pid, signal.SIGKILL if hurry else signal.SIGTERM)

    def _starts(self) -> bool:
        self.port = free_port()
        self.process = processes.spawn(
            [str(self.program), str(self._configuration())], var=self.var, log=self.log
        )
        processes.wait_until(lambda: self._answers() or self._has_ended(), START_SECONDS)
        return not self._has_ended() and self._answers()

    def _configuration(self) -> Path:
        path = self.folder / "valkey.conf"
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        path.write_text(
            CONFIGURATION.format(
                host=HOST, port=self.port, password=self.password, folder=f'"{self.folder}"'
            )
        )
        return path

    def _answers(self) -> bool:
        try:
            with socket.create_connection((HOST, self.port), timeout=1) as line:
                line.sendall(f"AUTH {self.password}\r\n".encode())
                return line.recv(64).startswith(b"+OK")
        except OSError:
            return False

    def _has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None


def free_port(host: str = HOST) -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port
