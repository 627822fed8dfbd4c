"""What the commands about figures have in common: an edition, JSON out, progress beside it."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import CommandError
from django.db import Error as DatabaseError
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from expo.errors import DomainError
from visitors.management.door_command import DoorCommand

AS_OF = "--as-of is a time with its offset, as in 2023-11-24T18:00:00+09:00."


CANNOT = 2
"""The exit code of what could not be done; 1 says that it was done and differences were found."""


class FiguresCommand(DoorCommand):
    """Prints JSON on standard output, words and bars on standard error. Opens no transaction."""

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.run(self._edition(options["edition"]), options)
        except DomainError as error:
            facts = (f"{name}: {fact}" for name, fact in error.facts.items())
            raise CommandError(" ".join([str(error.message), *facts]), returncode=CANNOT) from error
        except (CommandError, DatabaseError) as error:
            raise CommandError(str(error).strip(), returncode=CANNOT) from error


def add_as_of(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--as-of", help="The fair's time with its offset, as in 2023-11-24T18:00:00+09:00."
    )


def moment_of(text: str | None) -> datetime | None:
    """What was given as `--as-of`, aware. Raises CommandError."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        moment.astimezone(UTC)  # some moments of the years 1 and 9999 have no UTC
    except (ValueError, OverflowError) as error:
        raise CommandError(AS_OF) from error
    if moment.tzinfo is None:
        raise CommandError(AS_OF)
    return moment


@contextmanager
def bar() -> Iterator[Progress]:
    """A bar on standard error that also moves while nobody knows how far it is."""
    columns = (TextColumn("{task.description:<20}"), BarColumn(30), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True, highlight=False)) as progress:
        yield progress
