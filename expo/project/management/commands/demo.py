import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError

from expo.project import embedded
from expo.project.demo import ports, preparation, screen
from expo.project.demo.children import Child, children
from expo.project.demo.progress import say
from expo.project.demo.supervisor import supervised
from expo.project.embedded import folders

NEARLY_NOTHING = 32 * 2**20  # bytes; PostgreSQL makes its log in files of half that


class Command(BaseCommand):
    help = (
        "Run the 2023 expo on this machine: engines, crowd, web, worker, beat and a live third day."
    )
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--visitors", type=int, default=30_000, help="Visits to simulate.")
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument(
            "--no-live", action="store_true", help="Do not play the third day at 60 times speed."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        ports.check_free(host, port)
        settings.DEBUG = False  # as visitors see it, and no list of all queries in memory
        os.environ["DEBUG"] = "0"  # so in the children
        live = not options["no_live"]
        code = self._prepare(visitors=options["visitors"], live=live)
        edition = preparation.SLUG if live else None
        site = ports.site(host, port)
        os.environ["SITE_URL"] = site  # what links in the children's mails begin with
        welcome = screen.welcome(site, enrolment_code=code)
        self._run(site, children(host=host, port=port, edition=edition), welcome)

    def _prepare(self, *, visitors: int, live: bool) -> str | None:
        """A disk that fills up on the way shows as a lost connection or a system error."""
        try:
            return preparation.prepare(visitors=visitors, live=live)
        except (OSError, OperationalError) as error:
            var = embedded.held().var
            if folders.has_space(var, NEARLY_NOTHING):
                raise
            raise embedded.CannotStart(folders.disk_full(var)) from error

    def _run(self, site: str, listed: list[Child], welcome: str) -> None:
        """Run until interrupted: for the demo, Ctrl-C is the ordinary way home."""
        try:
            with supervised(embedded.held(), listed, say) as supervisor:
                ports.wait_until_healthy(site, meanwhile=supervisor.look)
                self.stdout.write(welcome)
                self.stdout.flush()
                supervisor.watch()
        except KeyboardInterrupt:
            say("Stopped.")
