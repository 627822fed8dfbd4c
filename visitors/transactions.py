"""PostgreSQL's transactions: one in which nothing changes, and as rows remember them.

Numbers mean something on the server that gave them out: a dump takes them along, to where the same
ones are still to come or belong to others.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction


@contextmanager
def one_view() -> Iterator[None]:
    """A read-only transaction in which nothing changes; within a caller's, that one's view."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


SERVER = """
    (SELECT system_identifier FROM pg_control_system())::text
    || '/' || (SELECT oid FROM pg_database WHERE datname = current_database())
"""
"""Names the server and the database on it, in SQL: another one after a dump was restored."""


def server() -> str:
    """Where this connection leads, as `SERVER` names it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {SERVER}")
        return str(cursor.fetchone()[0])


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What PostgreSQL writes as xmin:xmax:xip,…: unseen is what transactions from `up_to` on write,
    and what those wrote that were `running`, the one that looked among them. All that is below
    `oldest` is seen, whoever wrote it: the running ones may be of any database on the server."""

    oldest: str
    up_to: str
    running: list[str]

    @classmethod
    def read(cls, text: str) -> "Snapshot":
        oldest, up_to, running = text.split(":")
        return cls(oldest, up_to, [number for number in running.split(",") if number])
