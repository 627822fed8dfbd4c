"""What the commands about figures have in common: an edition, JSON out, progress beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandError
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from expo.errors import DomainError
from visitors.management.door_command import DoorCommand


class FiguresCommand(DoorCommand):
    """Prints JSON on standard output, words and bars on standard error. Opens no transaction."""

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.run(self._edition(options["edition"]), options)
        except DomainError as error:
            facts = (f"{name}: {fact}" for name, fact in error.facts.items())
            raise CommandError(" ".join([str(error.message), *facts])) from error


@contextmanager
def bar() -> Iterator[Progress]:
    """A bar on standard error that also moves while nobody knows how far it is."""
    columns = (TextColumn("{task.description:<20}"), BarColumn(30), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True, highlight=False)) as progress:
        yield progress
