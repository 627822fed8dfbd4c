from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from expo.project.seeding import loading
from expo.project.seeding.lines import SeedError


class Command(BaseCommand):
    help = "Load the seed files: all of them or nothing. Twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dir",
            type=Path,
            default=settings.ROOT / "seeds",
            help="The folder with the CSV files (default: seeds/).",
        )

    @no_translations
    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            counts = loading.load(options["dir"])
        except SeedError as error:
            raise CommandError(str(error)) from error
        for name, count in counts.items():
            self.stderr.write(f"{name:<16}{_words(count)}")
        self.stderr.write(f"{'all':<16}{_words(sum(counts.values(), Counter()))}")


def _words(count: Counter[str]) -> str:
    return f"{count['made']} made, {count['changed']} changed, {count['same']} as they were"
