"""Counting what is new, exactly, while others write: "Life of a figure".

Every run reads the scans that the run before could not see, recounts the badge-days they touch
from all their scans, and corrects the sums by the difference to what was counted before. It does
so in one statement, so in one view of the database, and stores that view with the result. Nothing
is lost to a late commit, and nothing counts twice after a crash or when a task is delivered again.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from expo import editions
from expo.models import Edition
from visitors.attendance import calendars, statements
from visitors.figures import Rules
from visitors.models import (
    AreaClassDay,
    AreaDay,
    AreaFrequency,
    AreaMinute,
    BadgeDay,
    GateQuarter,
    Registrant,
    Rollup,
    SourceDay,
)
from visitors.transactions import Snapshot

SUMS = (AreaDay, AreaFrequency, AreaClassDay, GateQuarter, AreaMinute, SourceDay)
TABLES = (BadgeDay, Registrant, *SUMS)
Progress = Callable[[str], None]

STALE = timedelta(seconds=4)
"""Less than the sweep: without a broker a figure is no later than when a mere hint is lost."""


@transaction.atomic
def count_new(edition_id: int) -> bool:
    """Count what became known since the last time; False when somebody else is counting just now.

    Raises NoShowDays and ContradictoryRules."""
    rollup = _claim(edition_id)
    if rollup is None:
        return False
    _count(rollup)
    return True


@transaction.atomic
def catch_up(edition_id: int) -> None:
    """Count what became known since the last time, after whoever is counting just now.

    Raises NoShowDays and ContradictoryRules."""
    _count(_wait_for(edition_id))


def count_stale(edition: Edition) -> None:
    """Count now what nobody has counted for STALE: a screen needs neither broker nor worker.

    What may take long is left to the workers: the first count, and one by other rules. Raises
    NoShowDays and ContradictoryRules."""
    counted_at = Rollup.objects.filter(pk=edition.pk).values_list("counted_at", flat=True).first()
    if counted_at and timezone.now() - counted_at > STALE:
        _count_little(edition.pk)


@transaction.atomic
def _count_little(edition_id: int) -> None:
    rollup = _claim(edition_id)
    if rollup is None:
        return
    given = _given(rollup)
    if not _is_by_other_rules(rollup, given):
        _count_since(rollup, given)


def _count(rollup: Rollup) -> None:
    given = _given(rollup)
    if _is_by_other_rules(rollup, given):
        _count_all(given)
    else:
        _count_since(rollup, given)


def _given(rollup: Rollup) -> dict[str, Any]:
    return _parameters(rollup.edition, calendars.rules_of(rollup.edition))


def _is_by_other_rules(rollup: Rollup, given: dict[str, Any]) -> bool:
    return rollup.rules != given["rules"] or _is_from_elsewhere(rollup)


@transaction.atomic
def rebuild(edition_id: int, progress: Progress = lambda step: None) -> None:
    """Count everything anew. Readers see the old figures until all of the new ones are there.

    Meanwhile nobody else counts; scans that come in are counted afterwards. Raises NoShowDays and
    ContradictoryRules."""
    progress("waiting")
    rollup = _wait_for(edition_id)
    progress("counting")
    _count_all(_given(rollup))


def _claim(edition_id: int) -> Rollup | None:
    rollups = Rollup.objects.filter(pk=edition_id)
    locked = rollups.select_for_update(skip_locked=True, of=("self",))
    rollup = locked.select_related("edition").first()
    return rollup or (None if rollups.exists() else _wait_for(edition_id))


def _wait_for(edition_id: int) -> Rollup:
    Rollup.objects.bulk_create([Rollup(edition_id=edition_id)], ignore_conflicts=True)
    return Rollup.objects.select_for_update().get(pk=edition_id)


def _parameters(edition: Edition, rules: Rules) -> dict[str, Any]:
    now = editions.now(edition)
    return {
        **calendars.parameters(edition, rules),
        "rules": calendars.fingerprint(edition, rules),
        "counted_to": now,
        "registered_by": now,
    }


def _count_since(rollup: Rollup, given: dict[str, Any]) -> None:
    seen = Snapshot.read(rollup.snapshot)
    since, until = sorted([rollup.counted_to or given["counted_to"], given["counted_to"]])
    given |= {
        "seen_up_to": seen.up_to,
        "seen_running": seen.running,
        "since": since,
        "until": until,
    }
    with connection.cursor() as cursor:
        cursor.execute(IS_ANYTHING_NEW, given)
        (is_anything_new,) = cursor.fetchone()
        if is_anything_new:
            cursor.execute("SET LOCAL jit = off; SET LOCAL enable_seqscan = off")
            cursor.execute(statements.count_new(), given)
        else:
            Rollup.objects.filter(pk=rollup.pk).update(
                counted_to=given["counted_to"], counted_at=Now()
            )


def _count_all(given: dict[str, Any]) -> None:
    for table in SUMS:
        table.objects.filter(edition=given["edition"]).delete()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit = off; SET LOCAL work_mem = '256MB'")
        cursor.execute(statements.count_all(), given)


def _is_from_elsewhere(rollup: Rollup) -> bool:
    """A dump restored into a younger server: its transaction numbers mean nothing here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
        (up_to,) = cursor.fetchone()
    return int(up_to) < int(Snapshot.read(rollup.snapshot).up_to)


IS_ANYTHING_NEW = """
    SELECT EXISTS (
        SELECT FROM visitors_checkin
        WHERE edition_id = %(edition)s
            AND (xid >= %(seen_up_to)s::xid8 OR xid = ANY(%(seen_running)s::xid8[]))
    ) OR EXISTS (
        SELECT FROM visitors_recount WHERE edition_id = %(edition)s
    ) OR EXISTS (  -- on the fair's clock, which may be set
        SELECT FROM visitors_registration
        WHERE edition_id = %(edition)s AND registered_at > %(since)s AND registered_at <= %(until)s
    ) OR EXISTS (
        SELECT FROM visitors_registration
        WHERE edition_id = %(edition)s AND cancelled_at > %(since)s AND cancelled_at <= %(until)s
    )
"""
