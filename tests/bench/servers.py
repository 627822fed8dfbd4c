"""The web server as it runs for real, on the database of the moment."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from django.db import connection

from expo.project import full_house

TICKS = os.sysconf("SC_CLK_TCK")
OURS, PLAIN = "expo.project.web", "granian"
APPLICATION = "expo.project.wsgi:application"
OPTIONS = ["--interface=wsgi", "--no-ws", "--workers=2", "--host=127.0.0.1"]


class Unanswered(AssertionError):
    """A request that was not taken: nothing was measured."""


@dataclass(frozen=True, slots=True)
class Server:
    """It and its workers are one session of processes."""

    port: int
    pid: int

    def cpu(self) -> float:
        """Seconds of processor time so far, of all its processes."""
        return sum(_ticks(fields) for fields in _processes() if int(fields[3]) == self.pid) / TICKS


@dataclass(slots=True)
class Spent:
    """Seconds of processor time: of the web server, and of PostgreSQL with all its helpers."""

    web: float = 0.0
    database: float = 0.0


@contextmanager
def spending(server: Server) -> Iterator[Spent]:
    """What both spend while the block runs."""
    spent = Spent()
    web, database = server.cpu(), database_cpu()
    yield spent
    spent.web, spent.database = server.cpu() - web, database_cpu() - database


def database_cpu() -> float:
    """Seconds of processor time so far of the PostgreSQL server, ended backends too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setting FROM pg_settings WHERE name = 'data_directory'")
        (folder,) = cursor.fetchone()
    postmaster = (Path(folder) / "postmaster.pid").read_text().split()[0]
    fields = Path(f"/proc/{postmaster}/stat").read_text().rpartition(") ")[2].split()
    ended = int(fields[13]) + int(fields[14])
    own = sum(_ticks(fields) for fields in _processes() if fields[1] == postmaster)
    return (own + ended) / TICKS


@contextmanager
def served(application: str = APPLICATION, **environment: str) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    address = f"{server}/{connection.settings_dict['NAME']}"
    process = subprocess.Popen(
        [*_command(application), f"--port={port}", application],
        env=os.environ | {"DATABASE_URL": address} | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for(port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def _command(application: str) -> list[str]:
    """Yardsticks run without what our own server makes ready first."""
    if application != APPLICATION:
        return [sys.executable, "-m", PLAIN, *OPTIONS]
    return [sys.executable, "-m", OURS, *OPTIONS, f"--blocking-threads={full_house.THREADS}"]


def _wait_for(port: int) -> None:
    for _time in range(600):
        try:
            http = HTTPConnection("127.0.0.1", port, timeout=2)
            http.request("GET", "/healthz")
            if http.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise Unanswered("no server")


def _processes() -> Iterator[list[str]]:
    """What is told of each after its name: state, parent, group, session, …"""
    for told in Path("/proc").glob("[0-9]*/stat"):
        try:
            yield told.read_text().rpartition(") ")[2].split()
        except OSError:
            continue  # it has ended meanwhile


def _ticks(fields: list[str]) -> int:
    return int(fields[11]) + int(fields[12])
