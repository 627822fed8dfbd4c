"""Connections to the database, lent to whoever is being served: as many as are at work at once.

Django keeps one for each thread, and the web server has as many threads as people may wait. The one
that was used last is lent next: PostgreSQL has its plans and its catalogue at hand.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.signals import request_finished
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(slots=True)
class Lending:
    """`free` are those that nobody has."""

    free: list[BaseDatabaseWrapper] = field(default_factory=list)

    @contextmanager
    def lend(self) -> Iterator[None]:
        """Let this thread use a connection that no other thread uses meanwhile."""
        held = self._take()
        connections[DEFAULT_DB_ALIAS] = held
        try:
            yield
        finally:
            del connections[DEFAULT_DB_ALIAS]
            self.free.append(held)

    def _take(self) -> BaseDatabaseWrapper:
        try:
            return self.free.pop()
        except IndexError:
            made: BaseDatabaseWrapper = connections.create_connection(DEFAULT_DB_ALIAS)
            made.inc_thread_sharing()
            return made


def close_what_is_not_lent() -> None:
    """What is streamed reads on when its loan is over, on a connection of the thread's own: that
    lasts as long as the answer."""
    request_finished.connect(_close, dispatch_uid=__name__)


def _close(**_told: object) -> None:
    connections.close_all()
