"""`manage.py figures [--as-of T]`: print the figures as `figures.json` of the audit pack."""

import json
from argparse import ArgumentParser
from typing import Any

from expo.models import Edition
from visitors import attendance
from visitors.management.figures_command import FiguresCommand, add_as_of, moment_of


class Command(FiguresCommand):
    help = "Print the figures of an edition, as of now or as known at a past moment."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        add_as_of(parser)

    def run(self, edition: Edition, options: dict[str, Any]) -> None:
        as_of = moment_of(options["as_of"])
        if as_of is None:
            attendance.catch_up(edition.pk)
        self.stdout.write(json.dumps(attendance.figures(edition, as_of).to_json(), indent=2))
