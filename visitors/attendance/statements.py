"""The SQL of counting, put together from the parts in `sql/`.

    rules → identities → new_scans → readings → new_passages → SUMS → forget → store
    rules → identities → all_scans → readings → all_passages → SUMS → compare → store
                                                             SUMS → document

The same readings and changes serve the rollup, the rebuild and a past moment; only where the scans
come from and where the sums go differs.
"""

from enum import IntFlag
from functools import cache
from pathlib import Path

SQL = Path(__file__).parent / "sql"
SUMS = ("registrants", "changes", "source_changes")
ALL = ("rules", "identities", "all_scans", "readings", "all_passages", *SUMS)


class CountedAs(IntFlag):
    """What a scan was, as a badge-day remembers it in one number: these flags, from HEAD on the
    number of heads, from SECOND on the second of the scan since 1970."""

    ENTRY = 1
    IN = 2
    OUT = 4
    REPEAT = 8
    CONFLICT = 16
    REFUSED = 32
    VOIDED = 64
    HEAD = 1 << 7
    SECOND = 1 << 22


WORDS = {
    **{kind.name: kind.value for kind in CountedAs if kind.name},
    "IN_OR_OUT": (CountedAs.IN | CountedAs.OUT).value,
    "KIND": CountedAs.SECOND.value - 1,  # everything below the second
    "SECOND_BITS": CountedAs.SECOND.value.bit_length() - 1,
}
NOTHING_BEFORE = {
    "registrations": "visitors_registration AS one",
    "other_badge_days": "",
    "other_registrants": "",
    "seconds": "second_changes",
}
LIVE = {
    "merge_stands": "undone_at IS NULL",
    "adjustment_stands": "undone_at IS NULL",
    "voided": "EXISTS (SELECT FROM visitors_checkin AS void WHERE void.voids_id = one.id)",
    "void_known": "true",
    "known": "true",
    "of_all_badges": "MATERIALIZED",
    **NOTHING_BEFORE,
}
KNOWN = {  # the words of visitors/attendance/knowledge.py
    "merge_stands": (
        "merged_at <= %(known_merges)s AND (undone_at IS NULL OR undone_at > %(known_merges)s)"
    ),
    "adjustment_stands": (
        "adjusted_at <= %(known_adjustments)s"
        " AND (undone_at IS NULL OR undone_at > %(known_adjustments)s)"
    ),
    "voided": (
        "EXISTS (SELECT FROM visitors_checkin AS void"
        " WHERE void.voids_id = one.id AND void.received_at <= %(known_voids)s)"
    ),
    "void_known": "received_at <= %(known_voids)s",
    "known": (
        "one.received_at <= %(known_scans)s"
        " AND one.scanned_at <= coalesce(%(known_scanned_until)s::timestamptz, 'infinity')"
        " AND gate.area_id = ANY(%(areas)s::bigint[])"
    ),
    "of_all_badges": "MATERIALIZED",
    **NOTHING_BEFORE,
}


@cache
def count_new() -> str:
    """Recount the badge-days that something new is known about, and correct the sums."""
    parts = ("rules", "identities", "new_scans", "readings", "new_passages", *SUMS, "forget")
    known = {fragment: _part(fragment) for fragment in NOTHING_BEFORE}
    touched = {"badge_days": "badge_days", "registrants": "registrants"}
    return _compose((*parts, "store"), LIVE | known | touched)


@cache
def count_all() -> str:
    """Count every scan into empty sums, and correct the badge-days and registrants."""
    otherwise = {
        "badge_days": "other_badge_days WHERE is_counted",
        "registrants": "other_registrants WHERE is_counted",
    }
    return _compose((*ALL, "compare", "store"), LIVE | otherwise)


@cache
def count_known() -> str:
    """One row, one JSON document: the sums of some areas from what is taken as known, in parts."""
    return _compose((*ALL, "document"), KNOWN)


@cache
def identities_known() -> str:
    """The tables `roots` (after merges) and `adjustments` of what is taken as known: a part of a
    statement WITH RECURSIVE, for whoever tells of the same scans in another way."""
    return _compose(("identities",), KNOWN)


@cache
def read_known() -> str:
    """What each scan of some areas was: `counting`, with `roots` for who is whom, and `strays` for
    scans without a badge. A part of a statement WITH RECURSIVE, for whoever shows what is counted.

    With `since` and `until` only scans of that time, from before a show day's first to its end."""
    during = (
        " AND one.scanned_at >= coalesce(%(since)s::timestamptz, '-infinity')"
        " AND one.scanned_at < coalesce(%(until)s::timestamptz, 'infinity')"
    )
    words = KNOWN | {
        "known": KNOWN["known"] + during,
        "of_all_badges": "NOT MATERIALIZED",  # may be few, and are looked up one by one then
    }
    return _compose(("rules", "identities", "all_scans", "readings", "strays"), words)


def _compose(parts: tuple[str, ...], words: dict[str, str]) -> str:
    return "".join(_part(part).format(**WORDS, **words) for part in parts)


def _part(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")
