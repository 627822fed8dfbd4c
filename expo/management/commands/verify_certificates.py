"""`manage.py verify_certificates`: check every certificate of destruction; exit 1 and name those
that are missing or were changed."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from expo import destructions
from expo.management.commands.erase_expired import editions_named
from expo.models import Edition


class Command(BaseCommand):
    help = (
        "Check the chain of the certificates of destruction. Prints JSON; exit 1 if it is broken."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--edition", help="An edition's slug; without it, all of them.")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            told = [self._told(edition) for edition in editions_named(options["edition"])]
        self.stdout.write(json.dumps(told, indent=2))
        if not all(one["is_intact"] for one in told):
            sys.exit(1)

    def _told(self, edition: Edition) -> dict[str, Any]:
        proof = destructions.verify(edition)
        for finding in proof.findings:
            self.stderr.write(f"{edition.slug}-{finding.number}: {finding.what}")
        return {
            "edition": edition.slug,
            "certificates": proof.certificates,
            "hash": proof.hash.hex(),
            "is_intact": proof.is_intact,
        }
