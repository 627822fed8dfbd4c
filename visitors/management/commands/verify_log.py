"""`manage.py verify_log`: walk the hash chain; exit 1 and name what was tampered with."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from expo.models import Edition
from visitors import sealing, seals
from visitors.management.figures_command import FiguresCommand, bar

HEAD = "--head is the 64 hexadecimal digits that an audit pack's manifest names, not {}."


class Command(FiguresCommand):
    help = (
        "Check every check-in against its signature and the hash chain; exit 1 if one does not fit."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--head", help="A hash that must still be a link of the chain.")

    def run(self, edition: Edition, options: dict[str, Any]) -> None:
        published = _head(options["head"])
        with bar() as bars:
            task = bars.add_task("Walking the chain", total=None)
            report = seals.verify(
                edition,
                published=published,
                progress=lambda done, of: bars.update(task, completed=done, total=of),
            )
        self._tell(report)
        self.stdout.write(json.dumps(report.to_json(), indent=2))
        if not report.is_intact:
            sys.exit(1)

    def _tell(self, report: seals.Report) -> None:
        for finding in report.findings:
            self.stderr.write(str(finding))
        if report.more:
            self.stderr.write(f"And {report.more} more.")
        if report.unsealed:
            self.stderr.write(f"Check-ins not sealed yet: {report.unsealed}.")


def _head(text: str | None) -> bytes | None:
    if text is None:
        return None
    try:
        head = bytes.fromhex(text)
    except ValueError:
        head = b""
    if len(head) != sealing.DIGEST_BYTES:
        raise CommandError(HEAD.format(text))
    return head
