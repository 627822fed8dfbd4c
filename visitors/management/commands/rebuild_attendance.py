"""`manage.py rebuild_attendance`: count an edition anew from its scans; exit 2 if it cannot."""

import json
from time import monotonic
from typing import Any

from expo.models import Edition
from visitors import attendance
from visitors.management.figures_command import FiguresCommand, bar


class Command(FiguresCommand):
    help = "Count everything anew; readers see the old figures until the new ones are whole."

    def run(self, edition: Edition, options: dict[str, Any]) -> None:
        began = monotonic()
        with bar() as bars:
            task = bars.add_task("", total=None)
            attendance.rebuild(
                edition.pk, lambda step: bars.update(task, description=step.capitalize())
            )
        done = {"edition": edition.slug, "seconds": round(monotonic() - began, 2)}
        self.stdout.write(json.dumps(done))
