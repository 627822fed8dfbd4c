"""What the door's commands have in common: an edition to speak of, and errors in one sentence."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from expo import editions
from expo.errors import DomainError
from expo.models import Edition


class DoorCommand(BaseCommand):
    """Prints JSON on standard output, words on standard error; does all of it or nothing."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--edition", help="The edition's slug; without it, the current one.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                self.run(self._edition(options["edition"]), options)
        except DomainError as error:
            raise CommandError(str(error)) from error

    def run(self, edition: Edition, options: dict[str, Any]) -> None:
        raise NotImplementedError

    def _edition(self, slug: str | None) -> Edition:
        return editions.current() if slug is None else edition_named(slug)


def edition_named(slug: str) -> Edition:
    """The edition of that address name. Raises CommandError."""
    edition = Edition.objects.filter(slug=slug).first()
    if edition is None:
        raise CommandError(f"There is no edition {slug}.")
    return edition
