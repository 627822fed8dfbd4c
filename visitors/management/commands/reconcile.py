"""`manage.py reconcile`: prove the rollups by a recount; exit 1 and name every difference.

Exit 2: it could not be done."""

import json
import sys
from dataclasses import asdict
from typing import Any

from expo.models import Edition
from visitors import attendance
from visitors.management.figures_command import FiguresCommand, bar


class Command(FiguresCommand):
    help = (
        "Recount every area from its scans. Exits 1 where a rollup says something else, and 2 "
        "where it cannot be done."
    )

    def run(self, edition: Edition, options: dict[str, Any]) -> None:
        with bar() as bars:
            task = bars.add_task("Recounting", total=None)
            differences = attendance.reconcile(
                edition.pk, lambda done, of: bars.update(task, completed=done, total=of)
            )
        for difference in differences:
            self.stderr.write(str(difference))
        told = {
            "edition": edition.slug,
            "differences": [asdict(difference) for difference in differences],
        }
        self.stdout.write(json.dumps(told, indent=2))
        if differences:
            sys.exit(1)
