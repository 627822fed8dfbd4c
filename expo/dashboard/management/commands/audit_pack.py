"""`manage.py audit_pack OUT.zip [--as-of T]`: write all that the figures are recomputed from."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from expo.dashboard import packs
from expo.models import Edition
from visitors.management.figures_command import FiguresCommand, add_as_of, bar, moment_of
from visitors.packs import CannotWrite
from visitors.packs.manifests import digest

NO_PLACE = 2


class Command(FiguresCommand):
    help = "Write the audit pack of an edition, as of now or as known at a past moment."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("out", type=Path, metavar="OUT.zip", help="Where the pack is put.")
        add_as_of(parser)
        parser.add_argument(
            "--force", action="store_true", help="Replace a file that is there already."
        )

    def run(self, edition: Edition, options: dict[str, Any]) -> None:
        began, out = monotonic(), options["out"]
        try:
            packed = self._write(edition, options)
        except CannotWrite as error:
            self.stderr.write(str(error))
            sys.exit(NO_PLACE)
        told = {
            "pack": str(out),
            "as_of": packed.as_of.isoformat(),
            "scans": packed.scans,
            "other_scans": packed.other_scans,
            "visits": packed.visits,
            "sha256": _sha256(out),
            "seconds": round(monotonic() - began, 2),
        }
        self.stdout.write(json.dumps(told, indent=2))

    def _write(self, edition: Edition, options: dict[str, Any]) -> packs.Packed:
        with bar() as bars:
            task = bars.add_task("", total=packs.FILES)
            packed = packs.write(
                edition,
                options["out"],
                moment_of(options["as_of"]),
                replaces=options["force"],
                progress=lambda file, done: bars.update(task, description=file, completed=done),
            )
            bars.update(task, completed=packs.FILES)
        return packed


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return digest(file)
