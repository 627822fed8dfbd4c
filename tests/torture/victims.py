"""Processes that are killed with -9 and started again: Celery's workers, its beat, the broker."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import redis
from celery import current_app
from django.conf import settings

from expo.project.embedded import folders, processes
from expo.project.embedded.processes import Identity
from expo.project.embedded.valkey import Valkey

CELERY = [sys.executable, "-m", "celery", "-A", "expo.project.celery"]
WORKER = [
    *(*CELERY, "worker", "--loglevel=INFO", "--concurrency=2"),
    *("--without-gossip", "--without-mingle", "--without-heartbeat"),
]
READY = " ready."
"""What a worker says when its pool is there: without, it gives up when it loses one of it."""
BEAT = [*CELERY, "beat", "--loglevel=INFO", "--pidfile="]
START_SECONDS = 60.0


class Victim:
    """A process in a folder of its own, by which all that it started is known as well."""

    def __init__(self, folder: Path, command: list[str]) -> None:
        folders.make(folder)
        self.folder, self.command, self.log = folder, command, folder / "log" / "told"
        self.log.touch()
        self.process: subprocess.Popen[bytes] | None = None
        self.began = 0

    def start(self) -> None:
        self.began = self.log.stat().st_size
        self.process = processes.spawn(
            self.command, var=self.folder, log=self.log, follow=signal.SIGKILL
        )

    def kill(self) -> None:
        """It and all it started, at once and without a chance to say anything."""
        if self.process:
            processes.send(self.process.pid, signal.SIGKILL, group=True)
            self.process.wait()
        for left in processes.strays(self.folder):
            processes.send(left.pid, signal.SIGKILL)

    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def hands(self) -> list[Identity]:
        """What it started itself: of a worker, the processes of its pool."""
        own = self.process and self.process.pid
        return [each for each in processes.strays(self.folder) if each.pid != own]

    def has_said(self, words: str) -> bool:
        """Since its last start."""
        with self.log.open("rb") as lines:
            lines.seek(self.began)
            return words.encode() in lines.read()

    @property
    def told(self) -> str:
        return self.log.read_text(errors="replace")


class Broker(Victim):
    """A Valkey of our own: killing it is nobody else's loss. It keeps its port and nothing else."""

    def __init__(self, folder: Path) -> None:
        self.valkey = Valkey(folder)
        command = [str(self.valkey.program), str(self.valkey.folder / "valkey.conf")]
        super().__init__(folder, command)

    @property
    def url(self) -> str:
        """With the number of the database that the settings of every process will put there."""
        database = urlsplit(settings.REDIS_URL).path
        return urlsplit(self.valkey.url)._replace(path=database).geturl()

    def start(self) -> None:
        """Start and return when it answers: the first time on a free port, then on the same."""
        if self.process is None:
            self.valkey.start()
            self.process = self.valkey.process
        else:
            assert processes.wait_until(self._starts, START_SECONDS), self.told

    def deliver_again(self) -> int:
        """Give out once more what is being worked on, as is done with what stays unacknowledged."""
        with current_app.connection_for_write(self.url) as connection:
            queue = connection.default_channel.qos
            queue.visibility_timeout = -1  # seconds: even what was given out just now
            with queue.channel.conn_or_acquire() as client:
                unacknowledged: int = client.zcard(queue.unacked_index_key)
            queue.restore_visible(num=100)
        return unacknowledged

    def _starts(self) -> bool:
        """False when somebody who dials has just got the port as his own."""
        super().start()
        processes.wait_until(lambda: self._answers() or self.has_ended(), START_SECONDS)
        return not self.has_ended()

    def _answers(self) -> bool:
        try:
            return bool(redis.Redis.from_url(self.url, socket_timeout=1).ping())
        except redis.RedisError:
            return False


AnyVictim = TypeVar("AnyVictim", bound=Victim)


@contextmanager
def running(victim: AnyVictim) -> Iterator[AnyVictim]:
    """Nothing of it is left afterwards, whatever happens."""
    try:
        victim.start()
        yield victim
    finally:
        victim.kill()
