"""The scan log's bytes: what a check-in says, its signature, and the chain over all of them. Pure.

A signature is made with the server's secret, by the door, for each check-in: nobody else can write
or change one. A link of the chain holds the digests of check-ins and the hash of the link before,
so that none can be taken away, by nobody, once a later hash is in somebody else's hands.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b, sha256
from typing import Any, NamedTuple
from uuid import UUID

import orjson

SIGNATURE_BYTES = 16
DIGEST_BYTES = 32
ID_BYTES = 16
BEGINNING = bytes(DIGEST_BYTES)
"""What the first link names as the link before."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Line(NamedTuple):
    """Everything that a check-in says, in a fixed order.

    Times come from `microseconds`, `content` is the content hash in hexadecimal digits. A column
    that is added later goes to the end, and into the bytes only where it is not its default: the
    lines signed before must stay as they are."""

    id: UUID | str
    edition: int
    gate: int
    ticket: int | None
    direction: str
    scanned_at: str
    received_at: str
    outcome: str
    reason: str
    ticket_class: str
    heads: int
    decided_by_device: bool
    server_reason: str
    override: str
    overridden: str
    exit_without_entry: bool
    device_revoked: bool
    remark: Mapping[str, Any] | None
    voids: UUID | str | None
    device: int
    operator: int | None
    skew_ms: int | None
    content: str


class Link(NamedTuple):
    """Everything that a link says: the ids of its check-ins and their digests, one after another.

    `size` is the number of check-ins, for which the database has its own word. `server` came later:
    it is in the bytes only where it is known, so that the links from before stay as they are."""

    edition: int
    number: int
    sealed_at: str
    snapshot: str
    foreign_below: int
    size: int
    previous: bytes
    checkins: bytes
    digests: bytes
    server: str


def microseconds(at: datetime) -> str:
    """A moment as PostgreSQL keeps it, since 1970 in UTC."""
    return str((at - EPOCH) // MICROSECOND)


def canonical(line: Line) -> bytes:
    """The same bytes for the same check-in, wherever it was read. Raises TypeError for values that
    no check-in of ours can hold."""
    return orjson.dumps(tuple(line), option=orjson.OPT_SORT_KEYS)


@lru_cache(maxsize=16)
def key_of(secret: str, purpose: bytes) -> bytes:
    """A key of its own for each purpose, from one secret."""
    return blake2b(secret.encode(), person=purpose).digest()


def sign(said: bytes, key: bytes) -> bytes:
    return blake2b(said, digest_size=SIGNATURE_BYTES, key=key).digest()


def digest(said: bytes, signature: bytes) -> bytes:
    """What a link holds of a check-in."""
    return sha256(said + signature).digest()


def hash_of(link: Link) -> bytes:
    *head, previous, checkins, digests, server = link
    said = orjson.dumps([*head, server] if server else head)
    return sha256(b"".join([previous, said, checkins, digests])).digest()


def pieces(joined: bytes, size: int) -> list[bytes]:
    """Ids or digests, one after another, taken apart again."""
    return [joined[at : at + size] for at in range(0, len(joined), size)]
