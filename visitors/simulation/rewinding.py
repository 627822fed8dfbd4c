"""Setting a played day back to its morning, so that it can be played again. Demonstrations only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pgtrigger
from django.db import connection, transaction

from expo import editions
from expo.models import Edition
from visitors import attendance, seals
from visitors.models import Acknowledgement, CapacityWarning, CheckIn, Observation
from visitors.models.capacity_warning import CapacityWarningQuerySet
from visitors.seals import RealClock


@dataclass(frozen=True, slots=True)
class Played:
    """What some devices stored from a moment of the fair on."""

    edition: Edition
    devices: Iterable[int]
    since: datetime

    def parameters(self) -> dict[str, Any]:
        return {
            "edition": self.edition.pk,
            "devices": list(self.devices),
            "since": self.since,
            "timezone": self.edition.timezone,
            "day_boundary": self.edition.day_boundary,
        }


@transaction.atomic
def rewind(played: Played, *, to: datetime, rate: float) -> int:
    """Take back what was played, all at once, and set the clock; return how many scans it was.

    Scans of other devices stay, and whatever they say of who is inside. No headcount and no warning
    stays, whoever told or saw it: it would speak of moments still to come. Raises RealClock."""
    edition = played.edition
    if edition.clock_set_at is None:
        raise RealClock
    with connection.cursor() as cursor:
        cursor.execute(LOCK, played.parameters())
        cursor.execute(RECALL, played.parameters())
    taken_back = _remove(played)
    Observation.objects.of(edition).filter(received_at__gte=played.since).delete()
    _unsay(CapacityWarning.objects.of(edition).filter(raised_at__gte=played.since))
    attendance.rebuild(edition.pk)
    editions.set_clock(edition, to, rate)
    return taken_back


def _remove(played: Played) -> int:
    """A check-in is append-only because it is a fact; these never happened, a player made them up.
    Nowhere else but in a simulation is the trigger told to look away."""
    scans = CheckIn.objects.filter(
        edition=played.edition,
        device__in=list(played.devices),
        received_at__gte=played.since,
    )
    with seals.reopened(played.edition, scans), pgtrigger.ignore("visitors.CheckIn:append_only"):
        return scans._raw_delete(scans.db)


def _unsay(warnings: CapacityWarningQuerySet) -> None:
    """Of moments that the clock will come to again, with whoever acknowledged them."""
    with pgtrigger.ignore(
        "visitors.CapacityWarning:never_removed", "visitors.Acknowledgement:append_only"
    ):
        Acknowledgement.objects.filter(warning__in=warnings).delete()
        warnings.delete()


_PLAYED = """
    scan.edition_id = %(edition)s
    AND scan.device_id = ANY(%(devices)s)
    AND scan.received_at >= %(since)s
"""

# The door locks the tickets of a batch at the fair, in the order of their ids, and so do we.
LOCK = f"""
SELECT count(*) FROM (
    SELECT FROM visitors_presence fair
    JOIN visitors_area area ON area.id = fair.area_id AND area.kind = 'fair'
    WHERE fair.edition_id = %(edition)s
        AND fair.ticket_id IN (SELECT scan.ticket_id FROM visitors_checkin scan WHERE {_PLAYED})
    ORDER BY fair.ticket_id
    FOR NO KEY UPDATE OF fair
) held
"""  # noqa: S608  # put together from our own words

# Every presence that the played scans have moved becomes what the ticket's other passages through
# the area say, in order of receipt; never seen, where there are none.
RECALL = f"""
WITH moved AS (
    SELECT DISTINCT scan.ticket_id, gate.area_id
    FROM visitors_checkin scan
    JOIN visitors_gate gate ON gate.id = scan.gate_id
    WHERE {_PLAYED} AND scan.ticket_id IS NOT NULL AND gate.area_id IS NOT NULL
), standing AS (
    SELECT moved.ticket_id, moved.area_id, scan.id, scan.direction, scan.scanned_at,
        scan.received_at, scan.xid, scan.gate_id, scan.heads,
        (scan.scanned_at AT TIME ZONE %(timezone)s - %(day_boundary)s::time::interval)::date AS day
    FROM moved
    JOIN visitors_checkin scan ON scan.ticket_id = moved.ticket_id
    JOIN visitors_gate gate ON gate.id = scan.gate_id AND gate.area_id = moved.area_id
    WHERE scan.outcome = 'admitted'
        AND scan.voids_id IS NULL
        AND NOT EXISTS (SELECT FROM visitors_checkin later WHERE later.voids_id = scan.id)
        AND NOT ({_PLAYED})
), last AS (
    SELECT DISTINCT ON (ticket_id, area_id) *,
        bool_or(direction = 'in') OVER (PARTITION BY ticket_id, area_id, day) AS entered
    FROM standing
    ORDER BY ticket_id, area_id, day DESC, received_at DESC, xid DESC, scanned_at DESC, id DESC
)
UPDATE visitors_presence AS presence SET
    direction = coalesce(last.direction, ''), at = last.scanned_at, day = last.day,
    gate_id = last.gate_id, entered = coalesce(last.entered, false),
    heads = coalesce(last.heads, 1), xid = pg_current_xact_id()
FROM moved
LEFT JOIN last USING (ticket_id, area_id)
WHERE presence.ticket_id = moved.ticket_id AND presence.area_id = moved.area_id
"""  # noqa: S608  # put together from our own words
