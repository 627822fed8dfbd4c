"""What goes on in threads of its own while something else is measured."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

Work = Callable[[Event], None]
"""It ends soon after the event is set."""


@contextmanager
def meanwhile(works: list[Work]) -> Iterator[None]:
    """Each in a thread until the block ends; what fails there fails here."""
    over, failures = Event(), list[Exception]()

    def kept(work: Work) -> None:
        try:
            work(over)
        except Exception as error:  # told by the thread that measures
            failures.append(error)

    threads = [Thread(target=kept, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()
    if failures:
        raise failures[0]
