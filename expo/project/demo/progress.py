"""Bars on standard error for whatever takes longer than a breath."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

console = Console(stderr=True, highlight=False)


def say(line: str) -> None:
    console.print(line, markup=False, soft_wrap=True)


@contextmanager
def bar(words: str, total: int | None = None) -> Iterator["Bar"]:
    """A bar that fills to `total`, or moves to and fro while nobody knows how long it takes."""
    columns = (TextColumn("{task.description:<34}"), BarColumn(30), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task(words, total=total)
        yield Bar(progress, task)
        progress.update(task, total=1, completed=1)


class Bar:
    def __init__(self, progress: Progress, task: TaskID) -> None:
        self.progress, self.task = progress, task

    def advance(self) -> None:
        self.progress.advance(self.task)


class Steps(io.TextIOBase):
    """A stream for a command's output that moves the bar whenever a line holds `sign`."""

    def __init__(self, shown: Bar, sign: str) -> None:
        self.shown, self.sign = shown, sign

    def write(self, text: str) -> int:
        for _ in range(text.count(self.sign)):
            self.shown.advance()
        return len(text)
