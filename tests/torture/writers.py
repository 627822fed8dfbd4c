"""A writer writes until it is asked to end, each act in a transaction that ends in its own way."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from uuid import uuid4

from django.db import transaction
from kombu.exceptions import OperationalError

from expo.models import Edition
from tests.torture.acts import ACTS, Act
from tests.torture.ledgers import Ledger, Told, What
from tests.torture.wills import Will
from visitors import tasks

BREATH = 0.02
"""Seconds between two acts, at most."""
OPEN = {0.01: 50, 0.05: 30, 0.2: 17, 1.5: 3}
"""Seconds a transaction may stay open → how often it does."""


class Writer:
    def __init__(self, will: Will, ledger: Ledger) -> None:
        self.will, self.ledger = will, ledger
        self.is_asked_to_end = False

    def write(self) -> None:
        self.ledger.write({})  # ready
        for act in self._acts():
            self.ledger.write(self._do(act))
            self.ledger.write(self._hint())
            time.sleep(self.will.random.random() * BREATH)

    def end(self, *_signal: object) -> None:
        self.is_asked_to_end = True

    def _acts(self) -> Iterator[Act]:
        """Each once, then whatever comes."""
        yield from ACTS
        while not self.is_asked_to_end:
            yield from self.will.random.choices(list(ACTS), list(ACTS.values()))

    def _do(self, act: Act) -> Told:
        [ending] = self.will.random.choices(list(ENDINGS), list(ENDINGS.values()))
        with ending(self.will):
            told = act(self.will)
        scans = told.get(What.SCANS, [])
        if ending is forgotten:
            return {What.ROLLED_BACK: scans}
        return told | ({What.STAYED_OPEN: scans} if ending is committed_late else {})

    def _hint(self) -> Told:
        """Half the time nobody hears of what was written, but by a sweep."""
        edition = self.will.edition.pk
        if self.will.is_so(0.5):
            tasks.hurry(edition)
        return send_twice(edition) if self.will.is_so(0.1) else {}


def send_twice(edition: int) -> Told:
    """The same message is in the queue twice. Without a broker it is not there at all."""
    message = str(uuid4())
    with suppress(OperationalError):
        for _ in range(2):
            tasks.count_new.apply_async((edition,), task_id=message)
        return {What.TWICE: [message]}
    return {}


@contextmanager
def committed_late(will: Will) -> Iterator[None]:
    """Others write and workers count while this transaction is open."""
    with transaction.atomic():
        yield
        time.sleep(will.random.choices(list(OPEN), list(OPEN.values()))[0])  # a slow upload


@contextmanager
def forgotten(will: Will) -> Iterator[None]:
    """A lost connection, a full disk, a mistake: it never happened."""
    with committed_late(will):
        yield
        transaction.set_rollback(True)


def committed_at_once(_will: Will) -> nullcontext[None]:
    return nullcontext()


Ending = Callable[[Will], "nullcontext[None]"]
ENDINGS = {committed_at_once: 60, committed_late: 28, forgotten: 12}


def main(edition: str, number: str, seed: str, path: str) -> None:
    will = Will(Edition.objects.get(pk=edition), int(number), int(seed))
    with Path(path).open("w") as file:
        writer = Writer(will, Ledger(file))
        signal.signal(signal.SIGTERM, writer.end)
        writer.write()
