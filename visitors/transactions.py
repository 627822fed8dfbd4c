"""PostgreSQL's transactions: one in which nothing changes, and as rows remember them."""

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


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What PostgreSQL writes as xmin:xmax:xip,…: unseen is what transactions from `up_to` on write,
    and what those wrote that were `running`, the one that looked among them."""

    up_to: str
    running: list[str]

    @classmethod
    def read(cls, text: str) -> "Snapshot":
        _oldest, up_to, running = text.split(":")
        return cls(up_to, [number for number in running.split(",") if number])
