"""Reading the rows of a pack: badges, gates, scans, headcounts. Each complaint names its line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from sys import intern
from typing import TypeVar

from visitors.figures import Observation, Scan
from visitors.figures.scans import Direction, Outcome
from visitors.packs import fields, layout
from visitors.packs.containers import Pack
from visitors.packs.faults import shown
from visitors.packs.tables import Row, Table

DIRECTIONS: Mapping[str, Direction] = {"in": "in", "out": "out"}
OUTCOMES: Mapping[str, Outcome] = {"admitted": "admitted", "refused": "refused"}
FLAGS = {"0": False, "1": True}

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Known:
    """What a scan may name. `gates` is gate → area; None where the pack has no `gates.csv`.

    `elsewhere` are the ids of the scans at other gates, each with a fingerprint of its content."""

    people: dict[str, str | None]
    gates: dict[str, str] | None
    elsewhere: dict[str, int] = field(default_factory=dict)


def known(pack: Pack) -> Known:
    return Known(_people(pack), _gates(pack) if pack.has(layout.GATES) else None)


def _people(pack: Pack) -> dict[str, str | None]:
    """badge → person, None for a nameless group's."""
    told: dict[str, Row] = {}
    table = Table(pack, layout.BADGES, layout.BADGE)
    for row in table:
        badge, _person, badge_class = row
        table.read(fields.named, "badge", badge)
        table.read(fields.named, "class", badge_class)
        _once(table, told, badge, row)
    return {intern(badge): person or None for badge, person, _class in told.values()}


def _gates(pack: Pack) -> dict[str, str]:
    told: dict[str, Row] = {}
    table = Table(pack, layout.GATES, layout.GATE)
    for row in table:
        table.read(fields.named, "gate", row[0])
        _once(table, told, row[0], row)
    return {gate: area for gate, _purpose, area in told.values()}


def scans(table: Table, known: Known) -> Iterator[Scan]:
    """The scans at the entrances, one by one. Raises BadPack."""
    for row in table:
        scan = table.read(_scan, row)
        _check_places(table, scan, known, is_entrance=True)
        if scan.id in known.elsewhere:
            raise table.fault(f"scan {shown(scan.id)} stands in {layout.OTHER_SCANS} as well.")
        yield scan


def check_other_scans(pack: Pack, known: Known) -> None:
    """Read the scans at halls, sessions and booths, and remember their ids. Raises BadPack."""
    table = Table(pack, layout.OTHER_SCANS, layout.SCAN)
    for row in table:
        scan = table.read(_scan, row)
        _check_places(table, scan, known, is_entrance=False)
        _once(table, known.elsewhere, scan.id, hash(scan))


def check_observations(pack: Pack) -> None:
    told: dict[str, Observation] = {}
    table = Table(pack, layout.OBSERVATIONS, layout.OBSERVATION)
    for row in table:
        observation = table.read(_observation, row)
        _once(table, told, observation.id, observation)


def _scan(row: Row) -> Scan:
    (
        scan_id,
        badge,
        gate,
        direction,
        scanned_at,
        received_at,
        outcome,
        reason,
        badge_class,
        heads,
        voided,
        _device,
        _operator,
    ) = row
    return Scan(
        id=fields.named("id", scan_id),
        badge=intern(badge),
        gate=intern(fields.named("gate", gate)),
        direction=fields.one_of("direction", direction, DIRECTIONS),
        scanned_at=fields.moment("scanned_at", scanned_at),
        received_at=fields.moment("received_at", received_at),
        outcome=fields.one_of("outcome", outcome, OUTCOMES),
        reason=intern(reason),
        badge_class=intern(badge_class),
        heads=fields.number("heads", heads, least=1),
        voided=fields.one_of("voided", voided, FLAGS),
    )


def _observation(row: Row) -> Observation:
    observation_id, _hall, observed_at, count, kind = row
    fields.named("kind", kind)
    return Observation(
        id=fields.named("id", observation_id),
        observed_at=fields.moment("observed_at", observed_at),
        count=fields.number("count", count, least=0),
    )


def _check_places(table: Table, scan: Scan, known: Known, *, is_entrance: bool) -> None:
    """An admitted scan is of a known badge and has a class; a gate is known, and of this file."""
    if scan.outcome == "admitted":
        _check_badge(table, scan, known)
    if known.gates is None:
        return
    area = known.gates.get(scan.gate)
    if area is None:
        raise table.fault(f"gate {shown(scan.gate)} is not in {layout.GATES}.")
    if (area == layout.FAIR) is not is_entrance:
        is_what = "an entrance" if area == layout.FAIR else "no entrance"
        raise table.fault(f"gate {shown(scan.gate)} is {is_what}: the scan stands in another file.")


def _check_badge(table: Table, scan: Scan, known: Known) -> None:
    if not scan.badge:
        raise table.fault("an admitted scan has no badge.")
    if scan.badge not in known.people:
        raise table.fault(f"badge {shown(scan.badge)} is not in {layout.BADGES}.")
    if not scan.badge_class:
        raise table.fault("an admitted scan has no class.")


def _once(table: Table, told: dict[str, Value], key: str, value: Value) -> None:
    """Told again in the same words does no harm."""
    if told.setdefault(key, value) != value:
        raise table.fault(f"{shown(key)} is told twice, with different content.")
