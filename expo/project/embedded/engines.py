"""Start both engines for a while: hold the folder, clear up, start, write down, stop in order."""

import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from expo.project.embedded import folders, processes, records, recovery
from expo.project.embedded.interrupts import Interrupts
from expo.project.embedded.postgres import Postgres
from expo.project.embedded.processes import Identity
from expo.project.embedded.records import Record
from expo.project.embedded.valkey import Valkey

VARIABLES = {Postgres.name: "DATABASE_URL", Valkey.name: "REDIS_URL"}
STOP_SECONDS = 2.5  # for one engine, then it is hurried
Engine = Postgres | Valkey


class Engines:
    """The engines of one folder, started in order and stopped in reverse."""

    def __init__(self, var: Path, interrupts: Interrupts) -> None:
        self.var, self.interrupts = var, interrupts
        self.started: list[Engine] = []
        self.record = Record(parent=Identity.of(os.getpid()))
        self.recovered = recovery.recover(var)

    @property
    def environment(self) -> dict[str, str]:
        """What a child process needs to find the engines."""
        return {VARIABLES[name]: url for name, url in self.record.urls.items()}

    def start(self, engine: Engine) -> None:
        self.started.append(engine)
        try:
            engine.start()
        finally:
            self._write_down(engine)

    def note(self, name: str, pid: int) -> None:
        """Write a child down, so that the next start finds it should this process be killed."""
        self.record.children[name] = Identity.of(pid)
        self.record.save(self.var)

    def stop(self) -> None:
        self.interrupts.is_ending = True
        for engine in reversed(self.started):
            _stop(engine, self.interrupts)
        for folder in self.record.folders:
            shutil.rmtree(folder, ignore_errors=True)
        records.forget(self.var)

    def _write_down(self, engine: Engine) -> None:
        self.record.folders += engine.folders
        if engine.process:
            self.record.urls[engine.name] = engine.url
            self.note(engine.name, engine.process.pid)


@contextmanager
def engines(
    var: Path,
    interrupts: Interrupts,
    *,
    wanted: Collection[str] = tuple(VARIABLES),
    durable: bool = True,
) -> Iterator[Engines]:
    """Run the wanted engines of this folder. Raises `CannotStart` with one sentence."""
    with folders.held(var):
        try:
            running = Engines(var, interrupts)
        except OSError as error:
            raise folders.failed(var, error) from error
        try:
            _start(running, wanted, durable=durable)
            yield running
        finally:
            running.stop()


def missing(environment: Mapping[str, str]) -> list[str]:
    """The engines nobody else provides: those whose variable is not set."""
    return [name for name, variable in VARIABLES.items() if not environment.get(variable)]


def _start(running: Engines, wanted: Collection[str], *, durable: bool) -> None:
    try:
        if Postgres.name in wanted:
            running.start(Postgres(running.var, durable=durable))
        if Valkey.name in wanted:
            running.start(Valkey(running.var))
    except OSError as error:
        raise folders.failed(running.var, error) from error


def _stop(engine: Engine, interrupts: Interrupts) -> None:
    process = engine.process
    if process is None:
        return
    engine.stop(hurry=interrupts.hurry)
    processes.wait_until(lambda: process.poll() is not None or interrupts.hurry, STOP_SECONDS)
    if process.poll() is None:
        engine.stop(hurry=True)
    if not processes.wait_until(lambda: process.poll() is not None, STOP_SECONDS):
        process.kill()
        process.wait()
