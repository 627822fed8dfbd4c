"""Everything between an empty folder and a fair with two days of history. Done once, then quick."""

import io
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from expo.models import Edition
from expo.project import translations
from expo.project.demo import accounts, applicants, gates, orders, proposals, traces
from expo.project.demo.progress import Steps, bar
from visitors.simulation import runs

SLUG = "2023"  # the reference edition


def prepare(*, visitors: int, live: bool) -> str | None:
    """Leave a database, pages and a crowd ready to be looked at.

    Returns the code that makes a browser the scanner of an entrance."""
    translations.compile_stale()
    collect_static()
    migrate()
    seed()
    edition = Edition.objects.get(slug=SLUG)
    accounts.create(edition)
    proposals.create(edition)
    orders.create(edition)
    applicants.create(edition)
    traces.create(edition)
    simulate(edition, visitors=visitors, live=live)
    code = gates.enrolment_code(edition)
    connection.close()
    return code


def migrate() -> None:
    executor = MigrationExecutor(connection)
    steps = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not steps:
        return
    with bar("Making the database's tables", total=steps) as shown:
        call_command("migrate", interactive=False, stdout=Steps(shown, " OK"))


def seed() -> None:
    """The reference edition, unless it is there: what organisers changed since stays changed."""
    if not Edition.objects.filter(slug=SLUG).exists():
        call_command("seed", stderr=io.StringIO())  # its counts are for whoever asks for them


def collect_static() -> None:
    """Gather the pages' files, unless nothing has changed since the last time."""
    gathered = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if gathered.exists() and gathered.stat().st_mtime > _newest_source():
        return
    with bar("Gathering the pages' files"):
        call_command("collectstatic", interactive=False, verbosity=0)


def _newest_source() -> float:
    installed = settings.ROOT / ".venv" / ".runtime"
    files = [path for folder in settings.STATICFILES_DIRS for path in Path(folder).rglob("*")]
    return max((path.stat().st_mtime for path in [*files, installed] if path.exists()), default=0)


def simulate(edition: Edition, *, visitors: int, live: bool) -> None:
    """Give the edition its history once: two days if the third is played live, else all three."""
    if runs.is_due(edition):
        days = "1,2" if live else "all"
        call_command(
            "simulate", edition=edition.slug, visitors=visitors, days=days, stdout=io.StringIO()
        )
