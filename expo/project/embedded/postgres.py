"""PostgreSQL for this folder: made once, started on a Unix socket, stopped in order."""

import os
import shutil
import signal
import subprocess
import tempfile
from locale import LC_CTYPE, setlocale
from pathlib import Path
from urllib.parse import quote

import psycopg

from expo.project.embedded import binaries, folders, memory, privileges, processes
from expo.project.embedded.failures import CannotStart
from expo.project.embedded.processes import User

NAME = "expo"  # of the database and of its owner
SOCKET_PATH_LIMIT = 100  # bytes; the strictest system allows 103
KOREAN_LETTERS = ("C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8")  # letter rules that know Hangul
START_SECONDS = 60.0  # recovery after a crash may take a while
STOP_SECONDS = 3.0

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "260",  # 56 threads in each of four web workers, and the others
    "random_page_cost": "1.1",
    "max_wal_size": "2GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "15min",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    "log_error_verbosity": "terse",  # else the log repeats the row that was refused, names and all
    "log_min_error_statement": "panic",  # nor the statement: it holds the values
}
THROW_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    **memory.kept(memory.LITTLE),  # whoever empties a table looks at every page that may be kept
}


class Postgres:
    """One PostgreSQL server of one folder."""

    name = "postgres"

    def __init__(self, var: Path, *, durable: bool = True) -> None:
        self.var, self.durable = var, durable
        self.data = var / "postgres"
        self.log = var / "log" / "postgres.log"
        self.programs = binaries.postgres_folder()
        self.user = privileges.user_for(self.data, self.programs / "postgres")
        self.process: subprocess.Popen[bytes] | None = None
        self.socket_folder = self.data
        self.folders: list[str] = []

    @property
    def url(self) -> str:
        return url_at(self.socket_folder)

    def start(self) -> None:
        """Start and return when it takes connections and the database is there."""
        self._make_data()
        self._choose_socket_folder()
        self._clear_stale_lock()
        story_begins = self.log.stat().st_size if self.log.exists() else 0
        self._spawn()
        if not self._is_ready_in_time():
            raise CannotStart(self._why(story_begins))
        self._make_database()

    def stop(self, *, hurry: bool = False) -> None:
        """Ask it to end in order; a hurry skips the checkpoint (made up for at the next start)."""
        if self.process:
            processes.send(self.process.pid, signal.SIGQUIT if hurry else signal.SIGINT)

    def _make_data(self) -> None:
        if (self.data / "PG_VERSION").exists():
            return
        shutil.rmtree(self.data, ignore_errors=True)  # what an interrupted first start left
        self.data.mkdir(mode=0o700)
        _give(self.data, self.user)
        made = subprocess.run(self._initdb(), capture_output=True, text=True, check=False)
        if made.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise CannotStart(_sentence(made.stderr, self.var, "make its data folder"))

    def _initdb(self) -> list[str]:
        command = [
            str(self.programs / "initdb"),
            f"--pgdata={self.data}",
            f"--username={NAME}",
            "--encoding=UTF8",
            "--locale=C",
            f"--lc-ctype={korean_letters()}",
            "--auth=trust",  # the socket's folder is closed to everybody else
            *([] if self.durable else ["--no-sync"]),
        ]
        return processes.launched(command, user=self.user, follow=signal.SIGKILL)

    def _choose_socket_folder(self) -> None:
        """The data folder, closed to others already; a temporary one if its path is too long."""
        if len(os.fsencode(self.data / ".s.PGSQL.5432")) > SOCKET_PATH_LIMIT:
            self.socket_folder = Path(tempfile.mkdtemp(prefix="expo-"))
            self.folders.append(str(self.socket_folder))
            _give(self.socket_folder, self.user)

    def _clear_stale_lock(self) -> None:
        """Remove the lock of a server that is gone: its process id may be somebody else's now."""
        lock = self.data / "postmaster.pid"
        try:
            pid, folder = lock.read_text().splitlines()[:2]
        except (OSError, ValueError):
            lock.unlink(missing_ok=True)
            return
        if Path(folder) == self.data and is_postgres_of(int(pid), self.data):
            end_lost(int(pid))
        lock.unlink(missing_ok=True)

    def _spawn(self) -> None:
        settings = {
            **SETTINGS,
            **memory.settings(),
            **({} if self.durable else THROW_AWAY),
            "unix_socket_directories": str(self.socket_folder),
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self.process = processes.spawn(
            [str(self.programs / "postgres"), "-D", str(self.data), *options],
            var=self.var,
            log=self.log,
            user=self.user,
            follow=signal.SIGINT,
        )

    def _is_ready_in_time(self) -> bool:
        """Wait for the server's own word in `postmaster.pid`; False when it ended instead."""
        processes.wait_until(lambda: self._is_ready() or self._has_ended(), START_SECONDS)
        return self._is_ready() and not self._has_ended()

    def _is_ready(self) -> bool:
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[7].strip() == "ready"

    def _has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def _why(self, story_begins: int) -> str:
        story = self.log.read_bytes()[story_begins:].decode(errors="replace")
        return _sentence(story, self.var, f"start (its story is in {self.log})")

    def _make_database(self) -> None:
        with psycopg.connect(url_at(self.socket_folder, "postgres"), autocommit=True) as connection:
            if not connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [NAME]
            ).fetchone():
                connection.execute(
                    f"CREATE DATABASE {NAME} ENCODING 'UTF8' LC_COLLATE 'C' "
                    f"LC_CTYPE '{korean_letters()}' TEMPLATE template0"
                )


def url_at(socket_folder: Path, database: str = NAME) -> str:
    return f"postgresql://{NAME}@{quote(str(socket_folder), safe='')}/{database}"


def korean_letters() -> str:
    """This machine's name for letter rules that know Hangul; without them trigrams are empty."""
    before = setlocale(LC_CTYPE)
    try:
        return next(name for name in KOREAN_LETTERS if _is_known(name))
    except StopIteration:
        raise CannotStart(
            "This machine knows no UTF-8 locale (C.UTF-8): install one, Korean search needs it."
        ) from None
    finally:
        setlocale(LC_CTYPE, before)


def _is_known(name: str) -> bool:
    try:
        return bool(setlocale(LC_CTYPE, name))
    except OSError:  # locale.Error is one
        return False


def is_postgres_of(pid: int, data: Path) -> bool:
    """Whether the process `pid` is a PostgreSQL server of this very data folder."""
    return f"postgres -D {data}" in processes.command_of(pid)


def end_lost(pid: int) -> None:
    """End a server nobody wrote down: in order, then at once, then by force."""
    identity = processes.Identity.of(pid)
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        processes.send(pid, number)
        if processes.wait_until(lambda: not identity.is_alive(), STOP_SECONDS):
            return


def _give(folder: Path, user: User | None) -> None:
    if user:
        os.chown(folder, user.uid, user.gid)


def _sentence(story: str, var: Path, what: str) -> str:
    if "No space left" in story:
        return folders.disk_full(var)
    lines = [line for line in story.splitlines() if "FATAL:" in line or "error:" in line]
    reason = lines[-1].partition("FATAL:")[2] or lines[-1] if lines else "it gave no reason"
    return f"PostgreSQL could not {what}: {reason.strip()}."
