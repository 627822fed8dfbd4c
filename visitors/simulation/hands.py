"""Several uploads at one time, as at a real fair: each hand has its own database connection."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import TracebackType
from typing import Self, TypeVar

from django.db import connection, connections

HANDS = 3  # two for the cores, one more for the time that the database takes
Result = TypeVar("Result")


class Hands:
    """A few threads. Their commits do not wait for the disk: a lost simulation begins again."""

    def __init__(self, number: int = HANDS) -> None:
        self.number = number
        self.pool = ThreadPoolExecutor(number, "hand", initializer=_do_not_wait_for_the_disk)

    def do(self, jobs: Iterable[Callable[[], Result]]) -> list[Result]:
        """Do all of them, in no order, and return what they return, in theirs."""
        futures = [self.pool.submit(job) for job in jobs]
        return [future.result() for future in futures]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close every thread's connection: at the barrier each of them is met once."""
        barrier = Barrier(self.number)
        for _ in range(self.number):
            self.pool.submit(_hang_up, barrier)
        self.pool.shutdown()


def _do_not_wait_for_the_disk() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")


def _hang_up(barrier: Barrier) -> None:
    barrier.wait()
    connections.close_all()
