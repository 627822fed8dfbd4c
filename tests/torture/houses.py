"""All processes of one torture in one folder, on a server that somebody else uses as well."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

import psycopg

from expo.models import Edition
from expo.project.embedded import folders, processes
from expo.project.embedded.processes import Identity
from tests import databases
from tests.torture import ledgers
from tests.torture.ledgers import Told
from tests.torture.victims import BEAT, READY, WORKER, Broker, Victim, running
from visitors import attendance

WRITER = [sys.executable, "-m", "tests.torture"]
PATIENCE = 90.0
"""Seconds for what takes two on an idle machine."""


@dataclass
class House:
    edition: Edition
    broker: Broker
    workers: list[Victim]
    beat: Victim
    writers: list[Victim]

    @property
    def ledgers(self) -> list[Path]:
        return [ledger_in(writer.folder) for writer in self.writers]

    @property
    def hands(self) -> list[Identity]:
        """The processes of the pools of the workers that are ready."""
        ready = [worker for worker in self.workers if worker.has_said(READY)]
        return [hand for worker in ready for hand in worker.hands()]

    def wait_for_writers(self) -> None:
        """Return when every one of them has begun."""
        begun = processes.wait_until(self._have_begun, PATIENCE)
        assert begun, [writer.told for writer in self.writers]

    def end_writing(self) -> Told:
        """Have every writer finish what it is at, and return what they were told."""
        self.check_writers()
        for writer in self.writers:
            processes.send(writer.process.pid, signal.SIGTERM)
        for writer in self.writers:
            assert writer.process.wait(PATIENCE) == 0, writer.told
        return ledgers.read(self.ledgers)

    def start_again(self) -> int:
        """Start whoever ended by himself, as a supervisor does; return how many there were."""
        ended = [each for each in (*self.workers, self.beat) if each.has_ended()]
        for each in ended:
            each.start()
        return len(ended)

    def check_writers(self) -> None:
        """A writer that gives up has found something that should not happen at a door."""
        for writer in self.writers:
            assert not writer.has_ended(), writer.told

    def wait_until_counted(self, since: datetime) -> None:
        """Return when a count is done that began after that moment of the fair's clock."""

        def is_counted() -> bool:
            self.start_again()
            return self._counted_to() > since

        assert processes.wait_until(is_counted, PATIENCE), [each.told for each in self.workers]

    def _have_begun(self) -> bool:
        self.check_writers()
        return all(path.exists() and path.stat().st_size for path in self.ledgers)

    def _counted_to(self) -> datetime:
        counted_to = attendance.counted_to(self.edition)
        assert counted_to is not None
        return counted_to


@contextmanager
def opened(folder: Path, edition: Edition, *, writers: int, seed: int) -> Iterator[House]:
    """Everybody at work, and nobody left afterwards."""
    folders.make(folder)
    with ExitStack() as stack:
        broker = stack.enter_context(running(Broker(folder / "broker")))
        stack.enter_context(patch.dict(os.environ, _environment(folder, broker)))
        stack.enter_context(a_long_transaction_elsewhere())
        listed = [
            Victim(folder / "worker-1", WORKER),
            Victim(folder / "worker-2", WORKER),
            Victim(folder / "beat", BEAT),
            *(_writer(folder, edition, number, seed) for number in range(writers)),
        ]
        first, second, beat, *rest = [stack.enter_context(running(each)) for each in listed]
        yield House(edition, broker, [first, second], beat, rest)


def _environment(folder: Path, broker: Broker) -> dict[str, str]:
    return {
        "EXPO_VAR": str(folder),
        "DATABASE_URL": databases.url_of(),
        "REDIS_URL": broker.url,
    }


def _writer(folder: Path, edition: Edition, number: int, seed: int) -> Victim:
    own = folder / f"writer-{number}"
    told = [str(edition.pk), str(number), str(seed), str(ledger_in(own))]
    return Victim(own, [*WRITER, *told])


def ledger_in(folder: Path) -> Path:
    return folder / "ledger"


@contextmanager
def a_long_transaction_elsewhere() -> Iterator[None]:
    """Open all the time in another database, it holds back the oldest running transaction."""
    with psycopg.connect(databases.url_of(databases.ELSEWHERE)) as line:
        line.execute("SELECT pg_current_xact_id()")
        yield
