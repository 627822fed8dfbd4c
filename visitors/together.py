"""Whoever comes while others are served waits for them, then all who wait are served at once.

A database's group commit: two statements cost ten uploads little more than one. Who comes alone is
served at once, and whom those before keep waiting goes alone.
"""

import logging
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

logger = logging.getLogger(__name__)

Item = TypeVar("Item")
Result = TypeVar("Result")

PATIENCE = 0.05
"""Seconds; somebody who hangs holds up those with him, and nobody behind."""
MOMENT = 0.005
"""Seconds at most that the next wait for as many as came the last time: those who were served
together come back together, and a scanner's own way takes longer."""


@dataclass(slots=True, eq=False)
class _Turn(Generic[Item, Result]):
    """One who waits until he is called: to lead those who wait, with his result, or to go alone."""

    item: Item
    leads: bool = False
    result: Result | None = None
    _closed: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self._closed.acquire()

    def call(self) -> None:
        self._closed.release()

    def wait(self, seconds: float = -1) -> bool:
        """Whether he was called in time."""
        return self._closed.acquire(timeout=seconds)


@dataclass(slots=True, eq=False)
class _Queue(Generic[Item, Result]):
    """Those who wait while others are served; `last` is how many were served last, `host` leads the
    next and waits for as many."""

    turns: list[_Turn[Item, Result]] = field(default_factory=list)
    is_served: bool = False
    last: int = 1
    host: _Turn[Item, Result] | None = None

    def call_host(self) -> None:
        """If all have come that he waits for."""
        if self.host and len(self.turns) >= self.last:
            self.host.call()
            self.host = None


@dataclass(slots=True, eq=False)
class Together(Generic[Item, Result]):
    """Threads that act for each other. `many` takes what several brought and answers each in its
    place; whatever it raises, each goes alone by `one`, so that no fault is anybody else's."""

    many: Callable[[Sequence[Item]], Sequence[Result]]
    one: Callable[[Item], Result]
    _queues: dict[Hashable, _Queue[Item, Result]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def take(self, key: Hashable, item: Item) -> Result:
        """Those with the same key are taken together. Raises what `one` raises."""
        turn, queue = _Turn[Item, Result](item), self._queue(key)
        self._begin(queue, turn)
        if not turn.leads:
            self._wait(queue, turn)
        if turn.leads:
            self._lead(queue, turn)
        return self.one(item) if turn.result is None else turn.result

    def _queue(self, key: Hashable) -> _Queue[Item, Result]:
        with self._lock:
            return self._queues.setdefault(key, _Queue())

    def _begin(self, queue: _Queue[Item, Result], turn: _Turn[Item, Result]) -> None:
        """Lead where nobody is being served, else wait."""
        with self._lock:
            turn.leads, queue.is_served = not queue.is_served, True
            queue.turns.append(turn)
            queue.call_host()

    def _wait(self, queue: _Queue[Item, Result], turn: _Turn[Item, Result]) -> None:
        if not turn.wait(PATIENCE) and not self._leaves(queue, turn):
            turn.wait()

    def _leaves(self, queue: _Queue[Item, Result], turn: _Turn[Item, Result]) -> bool:
        """Whether the turn could leave: who is called or being served stays."""
        with self._lock:
            has_left = turn in queue.turns and not turn.leads
            if has_left:
                queue.turns.remove(turn)
        return has_left

    def _lead(self, queue: _Queue[Item, Result], turn: _Turn[Item, Result]) -> None:
        self._await(queue, turn)
        company = self._gather(queue)
        try:
            self._serve(company)
        finally:
            self._hand_over(queue)
            for other in company:
                if other is not turn:
                    other.call()

    def _await(self, queue: _Queue[Item, Result], turn: _Turn[Item, Result]) -> None:
        """Give as many as the last time a moment to come back."""
        with self._lock:
            is_early = len(queue.turns) < queue.last
            queue.host = turn if is_early else None
        if is_early:
            turn.wait(MOMENT)

    def _gather(self, queue: _Queue[Item, Result]) -> list[_Turn[Item, Result]]:
        with self._lock:
            company, queue.turns, queue.host = queue.turns, [], None
            queue.last = len(company)
        return company

    def _serve(self, company: Sequence[_Turn[Item, Result]]) -> None:
        if len(company) == 1:
            company[0].result = self.one(company[0].item)
            return
        try:
            results = self.many([turn.item for turn in company])
        except Exception:
            logger.info("Each of %s goes alone.", len(company), exc_info=True)
            return
        for turn, result in zip(company, results, strict=True):
            turn.result = result

    def _hand_over(self, queue: _Queue[Item, Result]) -> None:
        """The first of those who wait leads the next."""
        with self._lock:
            queue.is_served = bool(queue.turns)
            following = queue.turns[0] if queue.turns else None
            if following:
                following.leads = True
        if following:
            following.call()
