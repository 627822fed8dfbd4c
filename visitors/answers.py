"""What the door is told of each scan it sent, in the order it sent them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from visitors import clocks
from visitors.facts import Holder, Stored
from visitors.verdicts import Flag


@dataclass(frozen=True, slots=True)
class Answer:
    """`is_new` is false for a scan that was stored before: it gets its first answer again."""

    id: UUID
    stored: Stored
    holder: Holder | None
    is_new: bool

    def to_json(self) -> dict[str, Any]:
        stored, remark = self.stored, self.stored.remark or {}
        return {
            "id": str(self.id),
            "stored": self.is_new,
            "outcome": stored.outcome.value,
            "reason": stored.reason,
            "seen": remark.get("seen"),
            "days": remark.get("days"),
            "conflict": remark.get("conflict", False),
            "overridden": stored.overridden,
            "flags": list(_flags(stored)),
            "holder": self._holder(),
        }

    def _holder(self) -> dict[str, str] | None:
        if self.holder is None or not self.stored.ticket_class:
            return None
        return {"name": self.holder.name, "class": self.stored.ticket_class}


def _flags(stored: Stored) -> list[str]:
    flags = []
    if stored.exit_without_entry:
        flags.append(Flag.EXIT_WITHOUT_ENTRY.value)
    if clocks.is_remarkable(stored.skew_ms):
        flags.append(Flag.CLOCK_OFF.value)
    if stored.device_revoked:
        flags.append(Flag.DEVICE_REVOKED.value)
    return flags
