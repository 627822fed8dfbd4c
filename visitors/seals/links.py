"""Links of the chain and what they hold, as they are read back from the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from visitors import sealing, signatures
from visitors.seals import lines

AT_ONCE = 10
"""A full link is half a megabyte."""


@dataclass(frozen=True, slots=True)
class Found:
    """A link as it stands there."""

    pk: int
    link: sealing.Link
    hash: bytes
    signature: bytes

    @property
    def has_its_hash(self) -> bool:
        """Whether the hash is that of what the link holds, a digest for every check-in."""
        lengths = len(self.link.checkins), len(self.link.digests)
        sizes = self.link.size * sealing.ID_BYTES, self.link.size * sealing.DIGEST_BYTES
        return lengths == sizes and sealing.hash_of(self.link) == self.hash

    @property
    def is_ours(self) -> bool:
        """Whether this server wrote the hash."""
        return signatures.LINKS.fits(self.signature, self.hash)

    @property
    def digests(self) -> list[bytes]:
        return sealing.pieces(self.link.digests, sealing.DIGEST_BYTES)


@dataclass(frozen=True, slots=True)
class Held:
    """A check-in that a link names, and how it stands there; None when it does not."""

    id: str
    checkin: lines.Written | None


def of(edition_id: int) -> Iterator[Found]:
    """Every link in order, few at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(LINKS, [edition_id])
        while rows := cursor.fetchmany(AT_ONCE):
            yield from map(_found, rows)


def last_number(edition_id: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(LAST_NUMBER, [edition_id])
        return int(cursor.fetchone()[0])


def _found(row: tuple[Any, ...]) -> Found:
    pk, *said, hash_, signature = row
    return Found(pk, sealing.Link._make(said), bytes(hash_), bytes(signature))


def held_by(found: Found) -> Iterator[Held]:
    """What the link holds, in its order."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, [found.pk])
        for row in cursor:
            yield Held(str(row[lines.WIDTH]), lines.read(row) if row[0] else None)


LINKS = """
SELECT
    id, edition_id, number, trunc(extract(epoch FROM sealed_at) * 1000000)::text,
    snapshot, foreign_below, cardinality(checkins), previous,
    (
        SELECT coalesce(string_agg(uuid_send(held.id), '' ORDER BY held.place), '')
        FROM unnest(checkins) WITH ORDINALITY AS held(id, place)
    ),
    digests, server, hash, signature
FROM visitors_seal
WHERE edition_id = %s
ORDER BY number
"""
LAST_NUMBER = "SELECT coalesce(max(number), 0) FROM visitors_seal WHERE edition_id = %s"
HELD = f"""
SELECT {lines.COLUMNS}, held.id::text
FROM visitors_seal AS seal
CROSS JOIN unnest(seal.checkins) WITH ORDINALITY AS held(id, place)
LEFT JOIN visitors_checkin AS scan ON scan.id = held.id
WHERE seal.id = %s AND held.id IS NOT NULL
ORDER BY held.place
"""  # noqa: S608  # put together from our own words
