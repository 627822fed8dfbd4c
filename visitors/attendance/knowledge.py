"""What is taken as known when figures are asked for: by whom was told what, up to when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Up to when scans had been received, and voids, merges and class adjustments been made.

    All aware, by the fair's clock. What was made and undone again by then was not known. Each is
    cut by itself, so that the difference between two answers can be told by its reasons; scans
    also by when they happened (`scanned_until`), which tells a day that went on from scans that
    came in late."""

    scans: datetime
    voids: datetime
    merges: datetime
    adjustments: datetime
    scanned_until: datetime | None = None

    @classmethod
    def at(cls, moment: datetime) -> Self:
        """All that the server knew at that moment."""
        return cls(moment, moment, moment, moment)
