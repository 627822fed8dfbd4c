"""Whether the rollups are exact: against what was committed, the pure definitions and a recount."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from expo.models import Edition
from tests.torture import ground
from tests.torture.ledgers import Told, What
from visitors import attendance, figures
from visitors.models import Adjustment, Area, AreaDay, AreaKind, CheckIn, Merge, Ticket


def differences(edition: Edition, told: Told) -> list[str]:
    """A sentence for each difference; empty when all is exact. Nothing may be left to count."""
    version = attendance.version(edition)
    found = [*_stored(edition, told), *_figures(edition)]
    found += [str(difference) for difference in attendance.reconcile(edition.pk)]
    if attendance.version(edition) != version:
        found.append("Something was left that no worker had counted.")
    if ground.was_rebuilt(edition):
        found.append("The rollups were rebuilt.")
    return found


def _stored(edition: Edition, told: Told) -> Iterator[str]:
    """What the writers were told was committed is stored, and nothing else."""
    scans = CheckIn.objects.filter(edition=edition)
    merges = Merge.objects.standing().filter(edition=edition)
    adjustments = Adjustment.objects.standing().filter(edition=edition)
    for what, expected, rows in [
        (What.SCANS, {*told[What.SCANS]}, scans),
        (What.VOIDS, {*told[What.VOIDS]}, scans.exclude(voids=None)),
        (What.MERGES, {*told[What.MERGES]} - {*told[What.PARTED]}, merges),
        (What.ADJUSTMENTS, {*told[What.ADJUSTMENTS]} - {*told[What.READJUSTED]}, adjustments),
    ]:
        stored = {str(key) for key in rows.values_list("pk", flat=True)}
        if stored != expected:
            yield f"{what}: not stored {expected - stored}, not committed {stored - expected}"


def _figures(edition: Edition) -> Iterator[str]:
    """The figures are what the definitions say of all scans: of the fair, and the days of areas."""
    people = _people(edition)
    for area in Area.objects.of(edition):
        is_fair = area.kind == AreaKind.FAIR
        rules = ground.RULES if is_fair else replace(ground.RULES, reentry="free")
        expected = figures.count(_scans(area), people, rules)
        pairs = [(_days_counted(area), _days(expected))]
        if is_fair:
            pairs.append((_published(attendance.figures(edition)), _published(expected)))
        for counted, right in pairs:
            if counted != right:
                yield f"{area.kind} {area.code}: counted {counted}, by the definitions {right}"


def _published(found: figures.Figures) -> dict[str, Any]:
    document = found.to_json()
    told = {part: document[part] for part in ("days", "totals", "classes")}
    return told | {"histogram": dict(sorted(found.histogram.items()))}


def _days(found: figures.Figures) -> dict[date, tuple[int, ...]]:
    days = {day.day: (day.entries, day.daily_unique, day.unidentified) for day in found.days}
    return {day: numbers for day, numbers in days.items() if any(numbers)}


def _days_counted(area: Area) -> dict[date, tuple[int, ...]]:
    rows = AreaDay.objects.filter(area=area).order_by("day")
    days = rows.values_list("day", "entries", "daily_unique", "unidentified")
    return {day: tuple(numbers) for day, *numbers in days if any(numbers)}


def _people(edition: Edition) -> dict[str, str | None]:
    """badge → person after merges; they never close a ring."""
    kept = dict(
        Merge.objects.standing().filter(edition=edition).values_list("merged_id", "kept_id")
    )
    people: dict[str, str | None] = {}
    for ticket, registered in Ticket.objects.of(edition).values_list("pk", "person_id"):
        person = registered
        while person in kept:
            person = kept[person]
        people[str(ticket)] = person and str(person)
    return people


def _scans(area: Area) -> list[figures.Scan]:
    scans = CheckIn.objects.filter(gate__area=area)
    voided = {*scans.exclude(voids=None).values_list("voids", flat=True)}
    standing = Adjustment.objects.standing().filter(edition=area.edition_id)
    adjusted = dict(standing.values_list("ticket_id", "ticket_class"))
    return [
        figures.Scan(
            id=str(row.pk),
            badge=str(row.ticket_id or ""),
            gate=row.gate.code,
            direction=row.direction,
            scanned_at=row.scanned_at,
            received_at=row.received_at,
            outcome=row.outcome,
            reason=row.reason,
            badge_class=adjusted.get(row.ticket_id, row.ticket_class),
            heads=row.heads,
            voided=row.pk in voided,
        )
        for row in scans.filter(voids=None).select_related("gate")
    ]
