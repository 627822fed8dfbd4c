"""Check-ins as they are read back from the database, in the order of `sealing.Line`.

Everything comes as a number or as text that any value of the column has: somebody who writes
`infinity` for a time must be found, and not break whoever looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from visitors import sealing, signatures

COLUMNS = """
    scan.id::text, scan.edition_id, scan.gate_id, scan.ticket_id, scan.direction,
    trunc(extract(epoch FROM scan.scanned_at) * 1000000)::text,
    trunc(extract(epoch FROM scan.received_at) * 1000000)::text,
    scan.outcome, scan.reason, scan.ticket_class, scan.heads, scan.decided_by_device,
    scan.server_reason, scan.override, scan.overridden, scan.exit_without_entry,
    scan.device_revoked, scan.remark::text, scan.voids_id::text, scan.device_id, scan.operator_id,
    scan.skew_ms, encode(scan.content_hash, 'hex'), scan.signature
"""
"""Of `visitors_checkin AS scan`: what `read` reads. All of them are null where there is no row."""

HELD_BY_NO_LINK = """NOT EXISTS (
    SELECT FROM visitors_seal AS seal, unnest(seal.checkins) AS held(id)
    WHERE seal.edition_id = %(edition)s AND held.id = scan.id
)"""

WIDTH = len(sealing.Line._fields) + 1


@dataclass(frozen=True, slots=True)
class Written:
    """A check-in as it stands there. `said` is empty when no check-in of ours can say that."""

    id: str
    said: bytes
    signature: bytes

    @property
    def digest(self) -> bytes:
        return sealing.digest(self.said, self.signature)

    @property
    def is_ours(self) -> bool:
        """Whether this server wrote it, and wrote it so."""
        return bool(self.said) and signatures.CHECKINS.fits(self.signature, self.said)


def read(columns: Sequence[Any]) -> Written:
    line, signature = sealing.Line._make(columns[: WIDTH - 1]), columns[WIDTH - 1]
    return Written(str(line.id), _said(line), bytes(signature))


def _said(line: sealing.Line) -> bytes:
    try:
        if line.remark is not None:
            line = line._replace(remark=orjson.loads(str(line.remark)))
        return sealing.canonical(line)
    except (TypeError, ValueError):
        return b""
