"""What may be wrong with the scan log, and how it is told."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

MOST_LISTED = 100


class Kind(StrEnum):
    """Of a check-in, of a link, and of the log as a whole."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    LINK_CHANGED = "link_changed"
    LINKS_MISSING = "links_missing"
    HEAD_MISSING = "head_missing"
    OTHER_KEY = "other_key"


CHANGED = "changed since it was sealed"
REMOVED = "removed since it was sealed"
NOT_OURS = "not as this server wrote it: inserted, or changed"
HIDDEN = "inserted behind the chain, which had seen its transaction and holds no such check-in"

LINK_NOT_OF_ITS_HASH = "changed: its hash is not that of what it holds"
LINK_NOT_NEXT = "changed: it was not made after the link that stands before it"
LINK_NOT_OURS = "changed: this server did not write it"
LINKS_MISSING = "missing: links {} to {} stood before it"

HEAD_MISSING = (
    "The given head is no link of the chain: links and their check-ins were removed since then, or "
    "written anew."
)
OTHER_KEY = (
    "Nothing here is signed with this server's SECRET_KEY or one of its SECRET_KEY_FALLBACKS: the "
    "log was written with another key, or all of it was written anew."
)


@dataclass(frozen=True, slots=True)
class Finding:
    """`seal` is a link's number, `checkin` an id; gate and time are what the row says now."""

    kind: Kind
    detail: str
    seal: int | None = None
    checkin: str | None = None
    gate: str | None = None
    scanned_at: str | None = None

    def __str__(self) -> str:
        link = f"link {self.seal}" if self.seal else ""
        if self.checkin:
            known = ", ".join(filter(None, (self.gate, self.scanned_at, link)))
            return f"Check-in {self.checkin}{known and f' ({known})'}: {self.detail}."
        return f"{link.capitalize()}: {self.detail}." if link else self.detail


@dataclass(slots=True)
class Report:
    """What was looked at, and what was found: the first hundred in order, and how many `more`.

    `checkins` are those that links hold, `unsealed` those that none holds; `head` is the hash of
    the last link in hexadecimal digits."""

    edition: str
    links: int = 0
    checkins: int = 0
    unsealed: int = 0
    head: str | None = None
    findings: list[Finding] = field(default_factory=list)
    more: int = 0

    @property
    def is_intact(self) -> bool:
        return not self.findings

    @property
    def is_full(self) -> bool:
        return len(self.findings) >= MOST_LISTED

    def add(self, finding: Finding) -> None:
        if self.is_full:
            self.more += 1
        else:
            self.findings.append(finding)

    def to_json(self) -> dict[str, Any]:
        told = asdict(self)
        listed = {"findings": told.pop("findings"), "more": told.pop("more")}
        return {**told, "intact": self.is_intact, **listed}
