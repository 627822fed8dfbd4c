"""PostgreSQL's transactions, as rows remember them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What PostgreSQL writes as xmin:xmax:xip,…: unseen is what transactions from `up_to` on write,
    and what those wrote that were `running`, the one that looked among them."""

    up_to: str
    running: list[str]

    @classmethod
    def read(cls, text: str) -> "Snapshot":
        _oldest, up_to, running = text.split(":")
        return cls(up_to, [number for number in running.split(",") if number])
