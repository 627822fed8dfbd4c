"""`manage.py erase_expired`: destroy what is due; with --dry-run tell what it would be."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from expo import destructions
from expo.models import Edition
from expo.retention import sweeping


class Command(BaseCommand):
    help = (
        "Destroy personal data whose period is over, with certificates. Prints JSON; exit 1 if "
        "something due is left."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--edition", help="An edition's slug; without it, all of them.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Tell what is due; change nothing."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        editions = editions_named(options["edition"])
        tell = self._due if options["dry_run"] else self._destroyed
        told = [tell(edition) for edition in editions]
        if not options["dry_run"]:
            sweeping.clear()
        report = {"dry_run": options["dry_run"], "editions": told}
        self.stdout.write(json.dumps(report, indent=2, ensure_ascii=False))
        if any(rule.get("left") for edition in told for rule in edition["rules"]):
            self.stderr.write("Something due is left; the next run tries again.")
            sys.exit(1)

    def _due(self, edition: Edition) -> dict[str, Any]:
        rules = [
            {"rule": due.rule.code, "at": due.at.isoformat(), "due": due.rows}
            for due in sweeping.dues(edition)
        ]
        return {"edition": edition.slug, "rules": rules}

    def _destroyed(self, edition: Edition) -> dict[str, Any]:
        done = 0

        def progress(rows: int) -> None:
            nonlocal done
            done += rows
            self.stderr.write(f"{edition.slug}: {done} rows", ending="\r")

        swept = list(sweeping.sweep_all(edition, progress))
        if done:
            self.stderr.write("")
        proof = destructions.verify(edition)
        return {
            "edition": edition.slug,
            "rules": [
                {"rule": one.rule.code, "destroyed": one.rows, "left": one.left} for one in swept
            ],
            "certificates": proof.certificates,
            "hash": proof.hash.hex(),
        }


def editions_named(slug: str | None) -> list[Edition]:
    """That one, or all. Raises CommandError."""
    rows = Edition.objects.order_by("number")
    found = list(rows.filter(slug=slug) if slug else rows)
    if slug and not found:
        raise CommandError(f"There is no edition {slug}.")
    return found
