"""`manage.py replay PACK.zip|FOLDER`: recompute an audit pack, without database or network."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from visitors import packs


class Command(BaseCommand):
    help = (
        "Recompute the figures of an audit pack from its scans. Prints figures.json; exits 1 and "
        "names every difference to the pack's own, 2 where the pack cannot be read."
    )
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("pack", type=Path, help="A ZIP file, or the folder it was unpacked to.")

    def handle(self, *_args: Any, **options: Any) -> None:
        code = packs.tell(options["pack"], self.stdout.write, self.stderr.write)
        if code:
            sys.exit(code)
