"""Check-ins that tests make by themselves, signed as the door signs its own."""

from visitors import sealing, signatures
from visitors.models import CheckIn


def signed(row: CheckIn) -> CheckIn:
    """The row, not stored yet, with the signature of the server under what it says."""
    row.signature = signatures.CHECKINS.sign(sealing.canonical(line_of(row)))
    return row


def line_of(row: CheckIn) -> sealing.Line:
    return sealing.Line(
        id=row.id,
        edition=row.edition_id,
        gate=row.gate_id,
        ticket=row.ticket_id,
        direction=row.direction,
        scanned_at=sealing.microseconds(row.scanned_at),
        received_at=sealing.microseconds(row.received_at),
        outcome=row.outcome,
        reason=row.reason,
        ticket_class=row.ticket_class,
        heads=row.heads,
        decided_by_device=row.decided_by_device,
        server_reason=row.server_reason,
        override=row.override,
        overridden=row.overridden,
        exit_without_entry=row.exit_without_entry,
        device_revoked=row.device_revoked,
        remark=row.remark,
        voids=row.voids_id,
        device=row.device_id,
        operator=row.operator_id,
        skew_ms=row.skew_ms,
        content=bytes(row.content_hash).hex(),
    )
