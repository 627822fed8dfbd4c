"""A web server of one's own, to be killed and started again on the same port."""

import os
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from expo.project.embedded import processes
from tests import databases
from tests.ports import HOST, free_port
from tests.torture.victims import Victim, running

PATIENCE = 60.0
"""Seconds for what takes two on an idle machine."""


class Server(Victim):
    """The expo on the test's own database, with one worker, as production runs it."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        super().__init__(folder, _command(self.port))

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def warrant(self) -> Path:
        return self.folder / "warrant"

    def start(self) -> None:
        """Start and return when it answers."""
        self._begin()
        assert processes.wait_until(self._answers, PATIENCE), self.told

    def die_before_the_next_answer(self) -> None:
        """Take the next scans in, commit them, and be gone before anybody is told."""
        self.warrant.touch()

    def live_for_one_upload(self, ask: Callable[[], None]) -> None:
        """Start, and die so at the first scans that come; `ask` makes a phone send its own."""
        self.die_before_the_next_answer()
        self._begin()
        self.wait_for_its_end(ask)

    def wait_for_its_end(self, ask: Callable[[], None] = lambda: None) -> None:
        def has_ended() -> bool:
            ask()
            return self.has_ended()

        assert processes.wait_until(has_ended, PATIENCE), self.told
        assert not self.warrant.exists(), self.told

    def _begin(self) -> None:
        with patch.dict(os.environ, self._environment()):
            super().start()

    def _environment(self) -> dict[str, str]:
        return {"DATABASE_URL": databases.url_of(), "EXPO_DEATH_WARRANT": str(self.warrant)}

    def _answers(self) -> bool:
        assert not self.has_ended(), self.told
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except OSError:
            return False


def _command(port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface=wsgi", "--no-ws", "--workers=1"),
        *(f"--host={HOST}", f"--port={port}", "tests.journeys.mortal:application"),
    ]


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    with running(Server(folder)) as server:
        yield server
