"""Comparing the figures a pack holds with those recomputed, number by number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from visitors.packs import documents, fields, layout
from visitors.packs.containers import Pack
from visitors.packs.documents import Document
from visitors.packs.faults import printable, shown

DAY = ("entries", "daily_unique", "unidentified")
TOTALS = (
    "entries",
    "visits",
    "visitors",
    "repeat",
    "unidentified",
    "conflicts",
    "refused",
    "voided",
)

Numbers = Mapping[str, int | datetime]
"""`totals.visits`, `days.2023-11-23.entries`, `classes.media`, `as_of` → what is said."""


@dataclass(frozen=True, slots=True)
class Difference:
    """None: not said at all."""

    key: str
    packed: int | datetime | None
    recomputed: int | datetime | None

    def __str__(self) -> str:
        return printable(
            f"{self.key}: the pack says {_said(self.packed)}, recomputed {_said(self.recomputed)}"
        )


def published(pack: Pack) -> Numbers | None:
    """What the pack's `figures.json` says; None where there is none. Raises BadPack."""
    if not pack.has(layout.FIGURES):
        return None
    return numbers(documents.read(pack, layout.FIGURES))


def compare(packed: Numbers, recomputed: Numbers) -> list[Difference]:
    keys = dict.fromkeys([*recomputed, *packed])
    return [
        Difference(key, packed.get(key), recomputed.get(key))
        for key in keys
        if packed.get(key) != recomputed.get(key)
    ]


def numbers(document: Document) -> Numbers:
    """A `figures.json`, flat; keys that are not ours are left out. Raises BadPack."""
    told: dict[str, int | datetime] = {}
    told.update(_as_of(document))
    told.update(_days(document))
    told.update(_those(document, "totals", _object(document, "totals"), TOTALS))
    classes = _object(document, "classes")
    told.update(
        (key, heads) for key, heads in _those(document, "classes", classes, tuple(classes)) if heads
    )
    return told


def _as_of(document: Document) -> Iterator[tuple[str, datetime]]:
    told = document.content.get("as_of")
    if told is not None:
        try:
            yield "as_of", fields.told_moment("as_of", told).astimezone(UTC)
        except ValueError as error:
            raise document.fault(str(error), "as_of") from error


def _days(document: Document) -> Iterator[tuple[str, int]]:
    days = document.content.get("days")
    if not isinstance(days, list):
        raise document.fault("days is no list.", "days")
    seen: set[str] = set()
    for row in days:
        day = _day(document, row)
        if day in seen:
            raise document.fault(f"tells of {day} twice.", "days", day)
        seen.add(day)
        yield from _those(document, f"days.{day}", row, DAY)


def _day(document: Document, row: Any) -> str:
    if not isinstance(row, dict):
        raise document.fault(f"{shown(row)} is no day with its figures.", "days")
    try:
        return fields.day("day", row.get("day")).isoformat()
    except ValueError as error:
        raise document.fault(str(error), "days", str(row.get("day"))) from error


def _object(document: Document, key: str) -> dict[str, Any]:
    told = document.content.get(key)
    if not isinstance(told, dict):
        raise document.fault(f"{key} is no object.", key)
    return told


def _those(
    document: Document, place: str, told: Mapping[str, Any], names: tuple[str, ...]
) -> Iterator[tuple[str, int]]:
    for name in names:
        number = told.get(name)
        if name in told and type(number) is not int:
            raise document.fault(
                f"{place}.{name} is {shown(number)}, no whole number.", *place.split(".", 1), name
            )
        if number is not None:
            yield f"{place}.{name}", number


def _said(value: int | datetime | None) -> str:
    match value:
        case None:
            return "nothing"
        case datetime():
            return value.isoformat()
    return str(value)
