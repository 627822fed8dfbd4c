"""Ctrl-C and SIGTERM: the first ends the work, the next ones hurry the ending."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupts:
    """Counts the requests to end. Only the first one raises, and only before the ending began."""

    def __init__(self) -> None:
        self.asked = 0
        self.is_ending = False

    @property
    def hurry(self) -> bool:
        return self.asked > 1

    def handle(self, number: int, frame: FrameType | None) -> None:
        self.asked += 1
        if not self.is_ending:
            self.is_ending = True
            raise KeyboardInterrupt


@contextmanager
def watched() -> Iterator[Interrupts]:
    """Take the signals for as long as something must be stopped in order."""
    interrupts = Interrupts()
    before = {number: signal.signal(number, interrupts.handle) for number in _taken()}
    try:
        yield interrupts
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _taken() -> Iterator[signal.Signals]:
    """All but a hang-up that we were told to ignore (nohup)."""
    for number in SIGNALS:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            yield number
