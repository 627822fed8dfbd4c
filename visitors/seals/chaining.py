"""Linking what is new to the chain: each check-in once, however late its transaction committed.

New is what the snapshot of the last link did not show, so the cost follows what is new. Where
transaction numbers cannot tell, new is what no link holds: at the first link and after a dump was
restored, until a link has seen the end of all numbers that rows had then; and in a transaction that
has written something itself.
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
from visitors.transactions import SERVER, Snapshot

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
    unsealed = _unsealed(edition_id, numbers.seen_by(last))
    while checkins := list(islice(unsealed, MOST_IN_A_LINK)):
        last = _link(edition_id, last, checkins, numbers)
        sealed += len(checkins)
    if not sealed and numbers.take_over_from(last):
        _link(edition_id, last, [], numbers)
    return sealed


@dataclass(frozen=True, slots=True)
class Numbers:
    """Where the server's transaction numbers stand, and the last one on a check-in."""

    server: str
    snapshot: str
    latest: int
    has_written: bool

    def foreign_below(self, last: Seal | None) -> int:
        """Below it may be numbers that another server gave to rows here. Not only those still to
        come here are ambiguous, but also those of whatever runs, in any database of the server."""
        if last and last.server == self.server and self.latest < int(self._now.up_to):
            return last.foreign_below
        return min(self.latest + 1, GREATEST)

    def seen_by(self, last: Seal | None) -> Snapshot | None:
        """What the last link has seen, if numbers can tell."""
        if last is None or last.server != self.server or self.has_written:
            return None
        seen = Snapshot.read(last.snapshot)
        return None if int(seen.oldest) < self.foreign_below(last) else seen

    def take_over_from(self, last: Seal | None) -> bool:
        """Whether a link that holds nothing spares the next one a look at all check-ins: those of a
        fair that is over would be looked through for ever."""
        if last is None or last.server == self.server or self.has_written:
            return False
        return int(self._now.oldest) >= self.foreign_below(last)

    @property
    def _now(self) -> Snapshot:
        return Snapshot.read(self.snapshot)


def _numbers() -> Numbers:
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS)
        server, snapshot, latest, has_written = cursor.fetchone()
    return Numbers(server, snapshot, int(latest or 0), has_written)


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
    edition_id: int, last: Seal | None, checkins: Sequence[Unsealed], numbers: Numbers
) -> Seal:
    seal = Seal(
        edition_id=edition_id,
        number=last.number + 1 if last else 1,
        sealed_at=timezone.now(),
        snapshot=checkins[0].snapshot if checkins else numbers.snapshot,
        server=numbers.server,
        foreign_below=numbers.foreign_below(last),
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
        server=seal.server,
    )


LOCK = "hashtextextended('visitors.seals', %s)"

NUMBERS = f"""
SELECT
    {SERVER},
    pg_current_snapshot()::text,
    (SELECT scan.xid FROM visitors_checkin AS scan ORDER BY scan.xid DESC LIMIT 1)::text,
    pg_current_xact_id_if_assigned() IS NOT NULL
"""  # noqa: S608  # put together from our own words

UNSEALED = f"""
SELECT {lines.COLUMNS}, (SELECT pg_current_snapshot()::text)
FROM visitors_checkin AS scan
WHERE scan.edition_id = %(edition)s AND {{which}}
ORDER BY scan.received_at, scan.id
"""  # noqa: S608  # put together from our own words
UNSEEN = "(scan.xid >= %(up_to)s::xid8 OR scan.xid = ANY(%(running)s::xid8[]))"
