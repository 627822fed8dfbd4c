import json
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from expo.errors import DomainError
from expo.models import Edition
from visitors.management.door_command import edition_named
from visitors.simulation import runs
from visitors.simulation.runs import Wish

SEED = 2023
PHASES = {
    "plan": "Planning who comes",
    "register": "Registering the crowd, issuing tickets",
    "sign": "Signing ticket codes",
    "scan": "Scanning at every gate",
    "count": "Counting",
    "tell": "Telling figures to the press",
    "seal": "Sealing the scan log",
}


class Command(BaseCommand):
    help = "Register a crowd, issue real tickets, send every scan, have the figures counted."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--edition", default="2023", help="Its address name (default: 2023).")
        parser.add_argument("--visitors", type=int, default=30_000, help="Visits, a little over.")
        parser.add_argument("--seed", type=int, default=SEED, help="Another seed, another crowd.")
        parser.add_argument("--days", default="all", help="As in 1,2 (default: all).")
        parser.add_argument("--until", help="The fair's time to stop at, with its offset.")

    def handle(self, *_args: Any, **options: Any) -> None:
        edition = edition_named(options["edition"])
        wish = Wish(
            visits=options["visitors"],
            seed=options["seed"],
            days=days_of(options["days"]),
            until=moment_of(options["until"]),
        )
        with Bars() as bars:
            summary = self._simulate(edition, wish, bars)
        self.stdout.write(json.dumps(summary, ensure_ascii=False, indent=2))

    def _simulate(self, edition: Edition, wish: Wish, bars: "Bars") -> dict[str, Any]:
        try:
            return runs.simulate(edition, wish, bars.show)
        except DomainError as error:
            raise CommandError(str(error)) from error


class Bars:
    """One bar per phase, on standard error."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description:<40}"), BarColumn(30), TimeElapsedColumn())
        self.progress = Progress(*columns, console=Console(stderr=True, highlight=False))
        self.tasks: dict[str, TaskID] = {}

    def __enter__(self) -> "Bars":
        self.progress.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.progress.stop()

    def show(self, phase: str, done: int, total: int) -> None:
        if phase not in self.tasks:
            self.tasks[phase] = self.progress.add_task(PHASES[phase])
        self.progress.update(self.tasks[phase], completed=done, total=total)


def days_of(text: str) -> list[int] | None:
    """`1,2` as indexes from 0; None for all. Raises CommandError."""
    if text == "all":
        return None
    try:
        return [int(day) - 1 for day in text.split(",")]
    except ValueError as error:
        raise CommandError(f"--days is all, or numbers as in 1,2; not {text}.") from error


def moment_of(text: str | None) -> datetime | None:
    """Raises CommandError."""
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            f"--until is a time such as 2023-11-24T12:00+09:00, not {text}."
        ) from error
    if at.tzinfo is None:
        raise CommandError("--until needs an offset such as +09:00.")
    return at
