"""The files of runs hold names: they are kept for a day, and then destroyed. The rows stay."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from visitors.models import BadgeRun

logger = logging.getLogger(__name__)

KEPT = timedelta(days=1)
STRAY = timedelta(hours=1)
"""How much later a file goes that no row knows of: a worker was killed between file and row."""
FOLDER = "badges"


def forget_old(at: datetime | None = None) -> int:
    """Destroy the files of runs finished a day before `at`, real time; how many."""
    now = at or timezone.now()
    old = list(BadgeRun.objects.with_files().filter(finished_at__lte=now - KEPT))
    for run in old:
        _forget(run)
    strays = [name for name in _files() if _stored_at(name) <= now - KEPT - STRAY]
    for name in strays:
        _destroy(name)
    return len(old) + len(strays)


def forget(runs: Iterable[BadgeRun]) -> int:
    """Destroy the files of these runs at once; how many."""
    gone = 0
    for run in runs:
        _forget(run)
        gone += 1
    return gone


def gone_at(run: BadgeRun) -> datetime | None:
    """When a run's file is, or was, destroyed; None while it has none."""
    return run.finished_at + KEPT if run.finished_at else None


def _forget(run: BadgeRun) -> None:
    """The file first: a worker killed in between finds the row again, and no name survives."""
    _destroy(str(run.file.name))
    BadgeRun.objects.filter(pk=run.pk).update(file="")


def _files() -> list[str]:
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return []
    return [f"{FOLDER}/{name}" for name in names]


def _stored_at(name: str) -> datetime:
    return default_storage.get_modified_time(name)


def _destroy(name: str) -> None:
    default_storage.delete(name)
    logger.info("Destroyed %s.", name)
