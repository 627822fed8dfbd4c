"""Linking what is new to the chain: each check-in once, however late its transaction committed.

New is what the snapshot of the last link did not show, so the cost follows what is new. Where
transaction numbers cannot tell (the first link; a dump restored into a younger server, until its
numbers have passed the old ones; a transaction that has written something itself), new is what no
link holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import BigIntegerField
from django.utils import timezone

from visitors import sealing, signatures
from visitors.models import Seal
from visitors.seals import lines
from visitors.transactions import Snapshot

MOST_IN_A_LINK = 10_000
GREATEST = BigIntegerField.MAX_BIGINT
"""A transaction number that somebody made up may be greater than what a link has room for."""
AT_ONCE = 1_000
"""Rows in memory: of a check-in that is read, only id and digest stay."""


def head(edition_id: int) -> Seal | None:
    """The last link of the edition's chain, without what it holds: that is fetched when asked."""
    return Seal.objects.filter(edition=edition_id).defer("checkins", "digests").last()


@transaction.atomic
def seal_new(edition_id: int) -> int:
    """Seal the check-ins that no link holds yet; return how many. None of them when somebody
    else is sealing just now: whoever comes next finds what he could not see."""
    return _seal_new(edition_id) if _claim(edition_id) else 0


def claim(edition_id: int) -> None:
    """Keep everybody else from sealing until the transaction ends, after who is just doing so."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock({LOCK})", [edition_id])


def _claim(edition_id: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_xact_lock({LOCK})", [edition_id])
        return bool(cursor.fetchone()[0])


def _seal_new(edition_id: int) -> int:
    last, sealed = head(edition_id), 0
    numbers = _numbers()
    foreign_below = numbers.foreign_below(last)
    unsealed = _unsealed(edition_id, numbers.seen_by(last, foreign_below))
    while checkins := list(islice(unsealed, MOST_IN_A_LINK)):
        last = _link(edition_id, last, checkins, foreign_below)
        sealed += len(checkins)
    return sealed


@dataclass(frozen=True, slots=True)
class Numbers:
    """Where the server's transaction numbers stand: the next one, and the last on a check-in."""

    next: int
    latest: int
    has_written: bool

    def foreign_below(self, last: Seal | None) -> int:
        """Numbers that are used already by rows here and still to come on this server."""
        known = last.foreign_below if last else 0
        used = max(self.latest + 1, int(Snapshot.read(last.snapshot).up_to) if last else 0)
        return min(max(known, used), GREATEST) if self.next < used else known

    def seen_by(self, last: Seal | None, foreign_below: int) -> Snapshot | None:
        """What the last link has seen, if numbers can tell."""
        if last is None or self.has_written:
            return None
        seen = Snapshot.read(last.snapshot)
        return None if min(self.next, int(seen.up_to)) < foreign_below else seen


def _numbers() -> Numbers:
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS)
        up_to, latest, has_written = cursor.fetchone()
    return Numbers(int(up_to), int(latest or 0), has_written)


class Unsealed(NamedTuple):
    """A check-in that is to be linked. All have the snapshot in which all of them were read."""

    id: UUID
    digest: bytes
    snapshot: str


def _unsealed(edition_id: int, seen: Snapshot | None) -> Iterator[Unsealed]:
    """In order of receipt."""
    given: dict[str, Any] = {"edition": edition_id}
    if seen:
        given |= {"up_to": seen.up_to, "running": seen.running}
    with connection.chunked_cursor() as cursor:
        cursor.execute(UNSEALED.format(which=UNSEEN if seen else lines.HELD_BY_NO_LINK), given)
        while rows := cursor.fetchmany(AT_ONCE):
            for row in rows:
                checkin = lines.read(row)
                yield Unsealed(UUID(checkin.id), checkin.digest, row[lines.WIDTH])


def _link(
    edition_id: int, last: Seal | None, checkins: Sequence[Unsealed], foreign_below: int
) -> Seal:
    seal = Seal(
        edition_id=edition_id,
        number=last.number + 1 if last else 1,
        sealed_at=timezone.now(),
        snapshot=checkins[0].snapshot,
        foreign_below=foreign_below,
        checkins=[checkin.id for checkin in checkins],
        digests=b"".join(checkin.digest for checkin in checkins),
        previous=bytes(last.hash) if last else sealing.BEGINNING,
    )
    seal.hash = sealing.hash_of(_as_link(seal))
    seal.signature = signatures.LINKS.sign(seal.hash)
    seal.save(force_insert=True)
    return seal


def _as_link(seal: Seal) -> sealing.Link:
    return sealing.Link(
        edition=seal.edition_id,
        number=seal.number,
        sealed_at=sealing.microseconds(seal.sealed_at),
        snapshot=seal.snapshot,
        foreign_below=seal.foreign_below,
        size=len(seal.checkins),
        previous=bytes(seal.previous),
        checkins=b"".join(checkin.bytes for checkin in seal.checkins),
        digests=bytes(seal.digests),
    )


LOCK = "hashtextextended('visitors.seals', %s)"

NUMBERS = """
SELECT
    pg_snapshot_xmax(pg_current_snapshot())::text,
    (SELECT scan.xid FROM visitors_checkin AS scan ORDER BY scan.xid DESC LIMIT 1)::text,
    pg_current_xact_id_if_assigned() IS NOT NULL
"""

UNSEALED = f"""
SELECT {lines.COLUMNS}, (SELECT pg_current_snapshot()::text)
FROM visitors_checkin AS scan
WHERE scan.edition_id = %(edition)s AND {{which}}
ORDER BY scan.received_at, scan.id
"""  # noqa: S608  # put together from our own words
UNSEEN = "(scan.xid >= %(up_to)s::xid8 OR scan.xid = ANY(%(running)s::xid8[]))"
