"""Opening the chain again for check-ins that never happened. Demonstrations only."""

from collections.abc import Iterator
from contextlib import contextmanager

import pgtrigger
from django.db import connection, transaction
from django.db.models import QuerySet

from expo.errors import Refused
from expo.models import Edition
from visitors.models import CheckIn, Seal, SimulatedCrowd
from visitors.seals import chaining


class RealClock(Refused):
    code = "real_clock"
    message = "The fair's clock is the real one: what happened there is never taken back."


@contextmanager
def reopened(edition: Edition, doomed: QuerySet[CheckIn]) -> Iterator[None]:
    """Remove the doomed check-ins within: the chain ends before the first of them, and afterwards
    goes on with what survives. Raises RealClock where nobody plays."""
    if not _is_played(edition):
        raise RealClock
    with transaction.atomic():
        chaining.claim(edition.pk)
        _take_away(edition, list(doomed.values_list("pk", flat=True)))
        yield
        chaining.seal_new(edition.pk)


def _is_played(edition: Edition) -> bool:
    """Also a simulation that broke off before it set the clock."""
    simulated = SimulatedCrowd.objects.filter(edition=edition)
    return edition.clock_set_at is not None or simulated.exists()


def _take_away(edition: Edition, doomed: list[object]) -> None:
    first = _first_that_holds(edition, doomed)
    if first is None:
        return
    with pgtrigger.ignore("visitors.Seal:append_only"):
        links = Seal.objects.filter(edition=edition, number__gte=first)
        links._raw_delete(links.db)


def _first_that_holds(edition: Edition, doomed: list[object]) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(FIRST_THAT_HOLDS, {"edition": edition.pk, "doomed": doomed})
        first: int | None = cursor.fetchone()[0]
        return first


# Links that were made together share a snapshot, which holds only for all of them.
FIRST_THAT_HOLDS = """
SELECT min(number)
FROM visitors_seal
WHERE edition_id = %(edition)s AND snapshot = (
    SELECT snapshot
    FROM visitors_seal
    WHERE edition_id = %(edition)s AND EXISTS (
        SELECT FROM unnest(checkins) AS held(id) WHERE id = ANY(%(doomed)s::uuid[])
    )
    ORDER BY number
    LIMIT 1
)
"""
