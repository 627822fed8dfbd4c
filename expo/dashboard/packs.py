"""Writing the audit pack: the figures of a moment, and everything they are recomputed from.

All of it is read in one unchanging view of the database, so that the scans in the pack give the
figures in the pack, whatever comes in meanwhile. What is in it, `visitors.packs` says.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from booths import extracts as booth_extracts
from expo import editions
from expo.dashboard import methods
from expo.models import Edition
from visitors import attendance, packs, seals
from visitors.attendance.calendars import DEFINITIONS_VERSION, rules_of
from visitors.extracts import Extract
from visitors.packs import PackWriter, layout
from visitors.transactions import one_view

STREAMED = (
    layout.GATES,
    layout.BADGES,
    layout.SCANS,
    layout.OTHER_SCANS,
    layout.OBSERVATIONS,
    layout.DEVICES,
    layout.ADJUSTMENTS,
)
FILES = len(layout.LISTED) + 1  # and the manifest

Progress = Callable[[str, int], None]
"""Hears the name of a file that is begun, and how many are done."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What was written: scans at the entrances, scans elsewhere, and the visits they make."""

    as_of: datetime
    scans: int
    other_scans: int
    visits: int


def write(
    edition: Edition,
    path: Path,
    as_of: datetime | None = None,
    *,
    replaces: bool = False,
    progress: Progress = lambda file, done: None,
) -> Packed:
    """Write the pack as of that moment, else as of the fair's now: whole, or nothing at all.

    Raises CannotWrite, NoShowDays, ContradictoryRules, AsOfTooEarly and AsOfInTheFuture."""
    moment = as_of or editions.now(edition)
    with packs.written(path, timezone.localtime(), replaces=replaces) as pack, one_view():
        fresh = Edition.objects.get(pk=edition.pk)
        return Packing(fresh, moment.astimezone(fresh.tz), pack, progress).write()


class Packing:
    """One pack, file by file."""

    def __init__(
        self, edition: Edition, as_of: datetime, pack: PackWriter, progress: Progress
    ) -> None:
        self.edition, self.as_of, self.pack, self.progress = edition, as_of, pack, progress

    def write(self) -> Packed:
        counted = attendance.figures(self.edition, self.as_of)  # refuses a moment out of bounds
        self._json(layout.EDITION, edition_document(self.edition, self.as_of))
        self._json(layout.FIGURES, counted.to_json())
        rows = self._stream()
        self._floor()
        self._begin(layout.METHOD)
        self.pack.text(layout.METHOD, methods.method(self.edition, self.as_of))
        self._begin(layout.MANIFEST)
        self.pack.manifest(self._about())
        return Packed(
            self.as_of, rows[layout.SCANS], rows[layout.OTHER_SCANS], visits=counted.visits
        )

    def _json(self, name: str, content: dict[str, Any]) -> None:
        self._begin(name)
        self.pack.json(name, content)

    def _stream(self) -> dict[str, int]:
        """How many rows each file has."""
        extract, rows = Extract(self.edition, self.as_of), {}
        for name in STREAMED:
            self._begin(name)
            with self.pack.file(name) as file:
                rows[name] = extract.copy(name, file.write)
        return rows

    def _floor(self) -> None:
        self._begin(layout.EXHIBITORS)
        exhibitors = booth_extracts.exhibitors(self.edition)
        self.pack.table(layout.EXHIBITORS, booth_extracts.EXHIBITOR, exhibitors)
        self._begin(layout.SPACES)
        self.pack.table(layout.SPACES, booth_extracts.SPACE, booth_extracts.spaces(self.edition))

    def _about(self) -> dict[str, Any]:
        return {
            "software": "expo",
            "version": settings.VERSION,
            "definitions": DEFINITIONS_VERSION,
            "edition": self.edition.slug,
            "as_of": self.as_of.isoformat(),
            "written_at": timezone.now().isoformat(),
            "log": _log_head(self.edition),
        }

    def _begin(self, name: str) -> None:
        self.progress(name, len(self.pack.sha256))


def edition_document(edition: Edition, as_of: datetime) -> dict[str, Any]:
    """`edition.json`: everything but the scans that decides a figure. Raises ContradictoryRules."""
    rules = rules_of(edition)
    return {
        "slug": edition.slug,
        "name": edition.name_ko,
        "name_en": edition.name_en,
        "number": edition.number,
        "timezone": rules.timezone,
        "day_boundary": _hour(rules.day_boundary),
        "reentry": rules.reentry,
        "visitor_classes": sorted(rules.visitor_classes),
        "days": [
            {"day": day.day.isoformat(), "opens": _hour(day.opens), "closes": _hour(day.closes)}
            for day in rules.days
        ],
        "as_of": as_of.isoformat(),
    }


def _hour(hour: time) -> str:
    """09:30, and more exactly where it is more exact."""
    text = hour.isoformat()
    return text.removesuffix(":00") if len(text) == len("09:30:00") else text


def _log_head(edition: Edition) -> dict[str, Any] | None:
    """The last seal of the scan log when the pack is written; None before the first."""
    seal = seals.head(edition.pk)
    return {"number": seal.number, "head": bytes(seal.hash).hex()} if seal else None
