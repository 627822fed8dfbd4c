"""The worker's part: runs are printed one after the other, by one worker at a time.

Whoever prints holds a lock of the database as long as its connection lives. A worker that is killed
loses both, and the next one to look begins the run anew: nothing has to be guessed from the clock.
"""

import logging
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings
from django.core.files import File
from django.utils import timezone

from expo import locks
from expo.errors import DomainError
from visitors import badges
from visitors.badge_runs.contents import badges_of, paper_of
from visitors.badge_runs.failures import Failure
from visitors.badge_runs.orders import NothingToPrint
from visitors.models import BadgeRun, Ticket

logger = logging.getLogger(__name__)

AT_ONCE = 50
"""Badges between two looks at the row: how far it is, and whether it is still wanted."""


class NoLongerWanted(Exception):
    """The run was finished by somebody else, cancelled or printed; or is to be begun anew."""


def print_due() -> int:
    """Print whatever is ordered, the oldest first; how many runs were finished. None of them when
    another worker is printing: it goes on until nothing is due."""
    finished = 0
    with locks.alone(LOCK) as is_ours:
        while is_ours and (run := BadgeRun.objects.due().order_by("ordered_at", "pk").first()):
            _print(run)
            finished += 1
    return finished


def _print(run: BadgeRun) -> None:
    """Finish the run, with a file or with a failure: whatever is wrong with one, the next comes."""
    try:
        with TemporaryFile() as file:
            _keep(run, file, printed=_draw(run, file))
    except NoLongerWanted:
        logger.info("Badge run %s was finished by somebody else, or begins anew.", run)
    except OSError:
        logger.exception("Badge run %s could not be stored.", run)
        _fail(run, Failure.NOT_STORED)
    except badges.FontMissing:
        logger.exception("Badge run %s has no fonts.", run)
        _fail(run, Failure.FONTS_MISSING)
    except DomainError as error:
        logger.warning("Badge run %s: %s", run, error)
        _fail(run, Failure(error.code))
    except Exception:
        logger.exception("Badge run %s is broken.", run)
        _fail(run, Failure.BROKEN)


def _draw(run: BadgeRun, file: IO[bytes]) -> int:
    """All badges whose tickets are still valid; how many."""
    _begin(run)
    document, printed = badges.Document(file, paper_of(run.paper), settings.FONTS), 0
    for numbers in _batches(run.tickets):
        for badge in badges_of(_valid(numbers)):
            document.add(badge)
            printed += 1
        _note(run, printed=printed)
    if not printed:
        raise NothingToPrint
    document.save()
    return printed


def _batches(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), AT_ONCE):
        yield numbers[start : start + AT_ONCE]


def _valid(numbers: list[int]) -> list[Ticket]:
    """Those not revoked since, in order."""
    rows = Ticket.objects.valid().in_bulk(numbers)
    return [rows[number] for number in numbers if number in rows]


def _keep(run: BadgeRun, file: IO[bytes], *, printed: int) -> None:
    file.seek(0)
    run.file.save(f"{run.uuid}.pdf", File(file), save=False)
    try:
        _note(run, printed=printed, file=run.file.name, finished_at=timezone.now())
    except NoLongerWanted:
        run.file.delete(save=False)
        raise


def _fail(run: BadgeRun, failure: Failure) -> None:
    BadgeRun.objects.due().filter(pk=run.pk).update(finished_at=timezone.now(), failure=failure)


def _begin(run: BadgeRun) -> None:
    run.begun_at = timezone.now()
    if not BadgeRun.objects.due().filter(pk=run.pk).update(printed=0, begun_at=run.begun_at):
        raise NoLongerWanted


def _note(run: BadgeRun, **changes: object) -> None:
    """Write what came of it as long as the run is due, and nobody in it was erased since it was
    begun. Raises NoLongerWanted."""
    begun = BadgeRun.objects.due().filter(pk=run.pk, begun_at=run.begun_at)
    if not begun.update(**changes):
        raise NoLongerWanted


LOCK = "hashtextextended('visitors.badge_runs', 0)"
