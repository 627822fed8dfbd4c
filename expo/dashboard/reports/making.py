"""The worker's part: reports are made one after the other, by one worker at a time.

Whoever makes them holds a lock of the database as long as its connection lives. A worker that is
killed loses both, and the next one to look begins the report anew: nothing has to be guessed from
the clock.
"""

import logging
from hashlib import file_digest
from tempfile import TemporaryFile
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone, translation

from expo import locks
from expo.dashboard.reports.failures import Failure
from expo.dashboard.reports.makers import Maker, Output
from expo.dashboard.reports.registry import MAKERS
from expo.errors import DomainError
from expo.fonts import FontMissing
from expo.models import ReportRun

logger = logging.getLogger(__name__)

FOLDER = "reports"


class NoLongerWanted(Exception):
    """The run was finished by somebody else, or begun anew."""


def make_due() -> int:
    """Make whatever is ordered, the oldest first; how many runs were finished. None of them when
    another worker is at it: it goes on until nothing is due."""
    finished = 0
    with locks.alone(LOCK) as is_ours:
        while is_ours and (run := _next()):
            _finish(run)
            finished += 1
    return finished


def _next() -> ReportRun | None:
    due = ReportRun.objects.due().select_related("edition", "ordered_by")
    return due.order_by("ordered_at", "pk").first()


def _finish(run: ReportRun) -> None:
    """With a file or with a failure: whatever is wrong with one report, the next comes."""
    try:
        with TemporaryFile() as file, TemporaryFile() as page:
            _make(run, MAKERS[run.kind], Output(file, page))
    except NoLongerWanted:
        logger.info("Report %s was finished by somebody else, or begins anew.", run)
    except OSError:
        logger.exception("Report %s could not be stored.", run)
        _fail(run, Failure.NOT_STORED)
    except FontMissing:
        logger.exception("Report %s has no fonts.", run)
        _fail(run, Failure.FONTS_MISSING)
    except DomainError as error:
        logger.warning("Report %s: %s", run, error)
        _fail(run, Failure(error.code) if error.code in Failure else Failure.BROKEN)
    except Exception:
        logger.exception("Report %s is broken.", run)
        _fail(run, Failure.BROKEN)


def _make(run: ReportRun, maker: Maker, output: Output) -> None:
    _begin(run, maker)
    with translation.override(run.language), timezone.override(run.edition.tz):
        for done, _step in enumerate(maker.make(run, output), 1):
            _note(run, steps_done=done)
    _keep(run, maker, output)


def _keep(run: ReportRun, maker: Maker, output: Output) -> None:
    """Both files, and then the row: what a killed worker leaves is written over by the next."""
    stored: list[str] = []
    try:
        page = _stored(f"{run.uuid}.html", output.page, stored)
        name = _stored(f"{run.uuid}.{maker.ending}", output.file, stored)
        _note(
            run,
            file=name,
            page=page,
            digest=_digest(output.file),
            steps_done=maker.steps,
            finished_at=timezone.now(),
        )
    except BaseException:
        for name in stored:
            default_storage.delete(name)
        raise


def _stored(name: str, file: IO[bytes], stored: list[str]) -> str:
    """Where it is kept; empty for an empty file."""
    path = f"{FOLDER}/{name}"
    default_storage.delete(path)
    if not file.seek(0, 2):
        return ""
    file.seek(0)
    stored.append(path)
    return default_storage.save(path, File(file))


def _digest(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file_digest(file, "sha256").digest()  # type: ignore[arg-type]  # the library's protocol


def _fail(run: ReportRun, failure: Failure) -> None:
    ReportRun.objects.due().filter(pk=run.pk).update(finished_at=timezone.now(), failure=failure)


def _begin(run: ReportRun, maker: Maker) -> None:
    run.begun_at = timezone.now()
    due = ReportRun.objects.due().filter(pk=run.pk)
    if not due.update(steps=maker.steps, steps_done=0, begun_at=run.begun_at):
        raise NoLongerWanted


def _note(run: ReportRun, **changes: object) -> None:
    """Write what came of it as long as the run is due and was not begun anew.

    Raises NoLongerWanted."""
    begun = ReportRun.objects.due().filter(pk=run.pk, begun_at=run.begun_at)
    if not begun.update(**changes):
        raise NoLongerWanted


LOCK = "hashtextextended('expo.dashboard.reports', 0)"
