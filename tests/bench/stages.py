"""Throw-away engines as they run for real, and a database for each history."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

from expo.project import embedded

PREFIX = "expo-bench-"


@contextmanager
def engines() -> Iterator[embedded.Engines]:
    """Durable, in a folder of their own; settings read the addresses from the environment."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # end like Ctrl-C: in order
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o711)  # PostgreSQL's own user passes through when we are root
    try:
        with embedded.engines(folder, embedded.Interrupts()) as running:
            os.environ.update(running.environment)
            yield running
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def open_database(name: str) -> None:
    """A fresh copy of the migrated database, in use from now on."""
    migrated = urlsplit(os.environ["DATABASE_URL"]).path.removeprefix("/")
    use("postgres")
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{migrated}"')
    use(name)


def use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
