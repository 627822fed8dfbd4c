import gc
import signal
from contextlib import closing
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from expo.errors import DomainError
from expo.models import Edition
from visitors.management.door_command import edition_named
from visitors.simulation import stages
from visitors.simulation.client import Client
from visitors.simulation.player import Player


class Command(BaseCommand):
    help = "Play the last show day of a simulated edition live, over HTTP, again and again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--edition", default="2023", help="Its address name (default: 2023).")
        parser.add_argument("--rate", type=float, default=60, help="Times the real pace.")
        parser.add_argument("--url", default="http://127.0.0.1:8000", help="The web server.")

    def handle(self, *_args: Any, **options: Any) -> None:
        _end_like_an_interrupt()
        edition = edition_named(options["edition"])
        if options["rate"] <= 0:
            raise CommandError("The rate is above 0: a clock that stands plays nothing.")
        try:
            self._play(edition, options["url"], options["rate"])
        except DomainError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.stderr.write("Stopped.")

    def _play(self, edition: Edition, url: str, rate: float) -> None:
        with closing(Client(url)) as client:
            stage = stages.prepare(edition)
            gc.freeze()  # all of it stays to the end, which then comes at once
            self.stderr.write(f"Playing {stage.day.date} at {rate:g} times the real pace.")
            Player(stage, client, rate, self.stderr.write).play_forever()


def _end_like_an_interrupt() -> None:
    """SIGTERM ends as Ctrl-C does, unless whoever runs the engines listens to it already."""
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
