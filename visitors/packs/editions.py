"""Reading `edition.json`: the rules by which the scans are counted, and as of when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from visitors.figures import BadRules, OpenDay, Rules
from visitors.packs import documents, fields, layout
from visitors.packs.containers import Pack
from visitors.packs.documents import Document
from visitors.packs.faults import shown

SPOKEN_OF = {"unknown_time_zone": "timezone", "unknown_reentry": "reentry"}

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Edition:
    """`as_of` is None where the pack says null: everything in it counts."""

    rules: Rules
    as_of: datetime | None


def read(pack: Pack) -> Edition:
    """Raises BadPack."""
    document = documents.read(pack, layout.EDITION)
    for key in layout.EDITION_KEYS:
        if key not in document.content:
            raise document.fault(f"has no key {shown(key)}.")
    return Edition(_rules(document), _as_of(document))


def _as_of(document: Document) -> datetime | None:
    told = document.content["as_of"]
    return None if told is None else _field(document, fields.told_moment, "as_of", told)


def _rules(document: Document) -> Rules:
    content = document.content
    timezone, reentry = content["timezone"], content["reentry"]
    if not isinstance(timezone, str) or not isinstance(reentry, str):
        raise document.fault("timezone and re-entry rule are names.", "timezone")
    boundary = _field(document, fields.hour, "day_boundary", content["day_boundary"])
    classes, days = _classes(document), _days(document)
    try:
        return Rules(
            timezone=timezone,
            day_boundary=boundary,
            reentry=reentry,  # type: ignore[arg-type]  # it looks for itself
            visitor_classes=classes,
            days=days,
        )
    except BadRules as error:
        raise document.fault(str(error), *_where(error)) from error
    except (OSError, OverflowError) as error:  # a folder of zones; the first or last day there is
        raise document.fault("its days cannot be told in its time zone.", "timezone") from error


def _where(error: BadRules) -> tuple[str, ...]:
    """Under which key it stands that the rules complain of; of days also which."""
    if error.code in SPOKEN_OF:
        return (SPOKEN_OF[error.code],)
    return ("days", *filter(None, [error.facts.get("day")]))


def _classes(document: Document) -> frozenset[str]:
    classes = document.content["visitor_classes"]
    if not isinstance(classes, list) or not all(isinstance(name, str) for name in classes):
        raise document.fault("visitor_classes is a list of names.", "visitor_classes")
    return frozenset(classes)


def _days(document: Document) -> list[OpenDay]:
    days = document.content["days"]
    if not isinstance(days, list) or not all(isinstance(day, dict) for day in days):
        raise document.fault("days is a list of days with opens and closes.", "days")
    return [_day(document, day) for day in days]


def _day(document: Document, told: dict[str, Any]) -> OpenDay:
    at = "days", str(told.get("day"))
    return OpenDay(
        day=_field(document, fields.day, "day", told.get("day"), at),
        opens=_field(document, fields.hour, "opens", told.get("opens"), at),
        closes=_field(document, fields.hour, "closes", told.get("closes"), at),
    )


def _field(
    document: Document,
    read: Callable[[str, Any], Value],
    name: str,
    told: Any,
    at: tuple[str, ...] = (),
) -> Value:
    try:
        return read(name, told)
    except ValueError as error:
        raise document.fault(str(error), *at, name) from error
