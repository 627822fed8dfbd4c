"""`manage.py figures [--as-of T]`: print the figures as `figures.json` of the audit pack."""

import json
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import CommandError

from expo.models import Edition
from visitors import attendance
from visitors.management.figures_command import FiguresCommand

AS_OF = "--as-of is a time with its offset, as in 2023-11-24T18:00:00+09:00."


class Command(FiguresCommand):
    help = "Print the figures of an edition, as of now or as known at a past moment."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--as-of", help="The fair's time with its offset, as in 2023-11-24T18:00:00+09:00."
        )

    def run(self, edition: Edition, options: dict[str, Any]) -> None:
        as_of = _moment(options["as_of"])
        if as_of is None:
            attendance.catch_up(edition.pk)
        self.stdout.write(json.dumps(attendance.figures(edition, as_of).to_json(), indent=2))


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(AS_OF) from error
    if moment.tzinfo is None:
        raise CommandError(AS_OF)
    return moment
