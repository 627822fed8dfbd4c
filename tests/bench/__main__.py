"""`python -m tests.bench`: print the table of the goals, measured here and now."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench import stages
from tests.bench.lines import Line, show

MEASURES = (
    "counting",
    "growth",
    "door",
    "sealing",
    "printing",
    "pages",
    "registrations",
    "files",
    "memory",
    "dashboards",
    "visibility",
)


def main() -> int:
    """0: measured, whether or not each goal is met. Other: a run did not do what it was told."""
    given = _arguments()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    lines: list[Line] = []
    with stages.engines() as running:
        for more in _measure(given, running):
            lines += more
            _write(given.json, lines)  # what was measured stays, whatever fails later
    if given.pictures:
        _draw(given.pictures, lines)
    show(lines, f"Goals, measured on {os.cpu_count()} processors ({platform.machine()})")
    sys.stdout.write(f"As JSON: {given.json}\n")
    return 0


def _write(path: Path, lines: list[Line]) -> None:
    document = {"lines": [line.document() for line in lines]}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def _draw(folder: Path, lines: list[Line]) -> None:
    from tests.bench import growth

    growth.draw(lines, folder)


def _measure(given: argparse.Namespace, running) -> Iterator[list[Line]]:
    import django

    django.setup()
    from django.core.management import call_command

    from tests.bench import (
        counting,
        dashboards,
        files,
        gates,
        growth,
        memory,
        pages,
        printing,
        registering,
        sealing,
        visibility,
    )

    call_command("migrate", verbosity=0)
    measures = {
        "counting": lambda: counting.measure(given.scans, given.rounds, _hear),
        "growth": lambda: growth.measure(given.scans, _hear),
        "door": lambda: gates.measure(given.scans, _hear),
        "sealing": lambda: sealing.measure(given.rounds, _hear),
        "printing": lambda: printing.measure(given.rounds, _hear),
        "pages": lambda: pages.measure(given.rounds, _hear),
        "registrations": lambda: registering.measure(running, given.rounds, _hear),
        "files": lambda: files.measure(given.rounds, _hear),
        "memory": lambda: memory.measure(running, _hear),
        "dashboards": lambda: dashboards.measure(running, _hear),
        "visibility": lambda: visibility.measure(running, given.rounds * 10, _hear),
    }
    wanted = [name for name in measures if name in given.only]  # the last one kills the broker
    return (list(measures[name]()) for name in wanted)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--scans",
        type=lambda told: [int(number.replace("_", "")) for number in told.split(",")],
        default=[10_000, 1_000_000],
        help="histories to measure at, e.g. 10_000,1_000_000,10_000_000",
    )
    parser.add_argument(
        "--only",
        choices=MEASURES,
        default=MEASURES,
        nargs="+",
        help="measure that alone",
    )
    parser.add_argument("--pictures", type=Path, help="a folder for the drawings of what grows")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, default=Path("var/bench.json"))
    return parser.parse_args()


def _hear(step: str) -> None:
    sys.stderr.write(f"  {step} …\n")


if __name__ == "__main__":
    sys.exit(main())
