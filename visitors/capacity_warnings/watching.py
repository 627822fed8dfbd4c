"""Watching: people inside against the levels, and a row for each time one is reached.

Whoever watches holds the row of the watch, so that two at once make one warning. A warning tells
what was seen when it was raised: a scan that comes late or is taken back neither makes nor unmakes
it, and only moves what the next round sees."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from expo import editions
from expo.errors import Refused
from expo.models import Edition
from visitors.capacity_warnings.rounds import Round
from visitors.models import CapacityWarning, CapacityWatch

logger = logging.getLogger(__name__)

STALE = timedelta(seconds=4)
"""Less than the sweep: without a worker a warning is no later than with one."""


def watch_due() -> None:
    """Watch every edition on a show day, and end what stands of days that are over.

    One whose figures cannot be counted raises nothing: its pages say why."""
    for edition in _due():
        try:
            watch(edition.pk)
        except Refused as reason:
            logger.warning("Edition %s is not watched: %s", edition.slug, reason.code)


def watch_stale(edition: Edition) -> None:
    """Watch now what nobody has watched for STALE: a screen needs neither broker nor worker.

    Raises NoShowDays and ContradictoryRules."""
    watched_at = (
        CapacityWatch.objects.filter(pk=edition.pk).values_list("watched_at", flat=True).first()
    )
    if watched_at and timezone.now() - watched_at <= STALE:
        return
    if _is_on_a_show_day(edition) or CapacityWarning.objects.of(edition).standing().exists():
        watch(edition.pk)


def mark(edition: Edition) -> int:
    """Another one whenever a warning was raised, ended or acknowledged."""
    watches = CapacityWatch.objects.filter(pk=edition.pk)
    return watches.values_list("version", flat=True).first() or 0


@transaction.atomic
def watch(edition_id: int) -> bool:
    """Raise and end warnings by what is counted now; False when somebody else watches just now.

    Raises NoShowDays and ContradictoryRules."""
    if not _claim(edition_id):
        return False
    edition = Edition.objects.get(pk=edition_id)  # capacity and levels may be others by now
    now = Round.now(edition)
    changed = _end(now) + _raise(now)
    CapacityWatch.objects.filter(pk=edition_id).update(
        watched_to=now.at, watched_at=timezone.now(), version=F("version") + min(changed, 1)
    )
    return True


def _claim(edition_id: int) -> bool:
    watches = CapacityWatch.objects.filter(pk=edition_id)
    if not watches.exists():
        CapacityWatch.objects.bulk_create(
            [CapacityWatch(edition_id=edition_id)], ignore_conflicts=True
        )
    return bool(watches.select_for_update(skip_locked=True).values_list("pk"))


def _end(now: Round) -> int:
    over = now.over(CapacityWarning.objects.of(now.edition).standing())
    return CapacityWarning.objects.bulk_update(over, ["ended_at"]) if over else 0


def _raise(now: Round) -> int:
    standing = CapacityWarning.objects.of(now.edition).standing()
    known = set(standing.values_list("area_id", "level"))
    fresh = [each for each in now.reached() if (each.area_id, each.level) not in known]
    return len(CapacityWarning.objects.bulk_create(fresh))


def _due() -> list[Edition]:
    standing = set(CapacityWarning.objects.standing().values_list("edition_id", flat=True))
    with_days = Edition.objects.filter(show_days__isnull=False).distinct().order_by("pk")
    return [
        edition
        for edition in with_days.prefetch_related("show_days")
        if edition.pk in standing or _is_on_a_show_day(edition)
    ]


def _is_on_a_show_day(edition: Edition) -> bool:
    today = editions.show_day(edition, editions.now(edition))
    return any(day.date == today for day in edition.show_days.all())
