"""Misses: who guesses is slowed down, and who mistypes once is not.

The counts stand in the cache: where that is dead nobody is slowed, and guessing a number of nine
characters out of thirty-one stays hopeless.
"""

from dataclasses import dataclass

from django.core.cache import cache


@dataclass(frozen=True, slots=True)
class Misses:
    """Failures in a row, from one side, within `seconds`; `most` of them and it has to wait."""

    what: str
    most: int
    seconds: int

    def note(self, who: object) -> bool:
        """Count one more; whether that was one too many."""
        counted, key = f"{self.what}-missed:{who}", self._pause(who)
        cache.add(counted, 0, self.seconds)
        if _one_more(counted) < self.most:
            return False
        cache.delete(counted)
        cache.set(key, 1, self.seconds)
        return True

    def forgive(self, who: object) -> None:
        """After a success the row starts anew."""
        cache.delete(f"{self.what}-missed:{who}")

    def must_wait(self, who: object) -> bool:
        return cache.get(self._pause(who)) is not None

    def _pause(self, who: object) -> str:
        return f"{self.what}-paused:{who}"


def _one_more(key: str) -> int:
    try:
        return cache.incr(key) or 0
    except ValueError:  # forgotten in this very moment
        return 0


NUMBERS = Misses("kiosk-number", most=5, seconds=60)
CODES = Misses("kiosk-code", most=20, seconds=60)
