"""What only one worker at a time may do."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def alone(lock: str) -> Iterator[bool]:
    """Whether this connection is the one that does it; nobody waits.

    `lock` is an SQL expression of ours for the lock's number. It is held as long as the connection
    lives: a worker that is killed loses both."""
    is_ours = _ask(f"SELECT pg_try_advisory_lock({lock})")
    try:
        yield is_ours
    finally:
        if is_ours:
            _ask(f"SELECT pg_advisory_unlock({lock})")


def _ask(question: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return bool(cursor.fetchone()[0])
