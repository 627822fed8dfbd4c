"""What workers do for visitors. Every task takes ids, returns nothing and may run twice."""

import logging
from time import time

from celery import shared_task
from django.core.cache import cache
from kombu.exceptions import OperationalError

from expo.models import Edition
from expo.tasks import hurry_mails
from visitors import attendance, badge_runs, capacity_warnings, reservations, seals
from visitors.registrations import drafts

logger = logging.getLogger(__name__)

MOMENT = 0.2
"""Seconds within which however many hints make one count."""

STALE = 5.0
"""Seconds after which a hint that no worker heard is left to the sweep."""

_hinted: dict[int, int] = {}
"""edition → the last moment of which this process knows that somebody has sent the task."""


@shared_task(name="visitors.count_due", ignore_result=True)
def count_due() -> None:
    """Have every edition counted that can be. The broker may have lost any hint."""
    for edition in Edition.objects.filter(show_days__isnull=False).distinct():
        count_new.delay(edition.pk)


@shared_task(name="visitors.count_new", ignore_result=True, acks_late=True)
def count_new(edition_id: int) -> None:
    """Count what became known. Whoever is counting may have begun too early to see it."""
    if not attendance.count_new(edition_id):
        hurry(edition_id)


def hurry(edition_id: int) -> None:
    """Have new scans counted in a moment. Call it once they are committed, as often as you like.

    Moments are the same for all processes. The first hint of a moment sends the task, to run once
    it is over; the others are part of it. A broker that is down is no error: the sweep comes
    anyway."""
    moment = int(time() / MOMENT)
    if _hinted.get(edition_id) == moment:
        return
    _hinted[edition_id] = moment
    if not cache.add(f"count:{edition_id}:{moment}", 1, timeout=STALE):
        return
    try:
        count_new.apply_async((edition_id,), countdown=MOMENT, expires=STALE)
    except OperationalError:
        logger.warning("No broker: edition %s is counted by the next sweep.", edition_id)


@shared_task(name="visitors.watch_capacities", ignore_result=True)
def watch_capacities() -> None:
    """Raise and end warnings by what is counted. A worker that finds another at it passes on."""
    capacity_warnings.watch_due()


@shared_task(name="visitors.seal_due", ignore_result=True)
def seal_due() -> None:
    """Have the new check-ins of every edition linked to its chain."""
    for edition_id in Edition.objects.values_list("pk", flat=True):
        seal_new.delay(edition_id)


@shared_task(name="visitors.seal_new", ignore_result=True, acks_late=True)
def seal_new(edition_id: int) -> None:
    seals.seal_new(edition_id)


@shared_task(name="visitors.print_due", ignore_result=True, acks_late=True)
def print_due() -> None:
    """Print the badges that are ordered. A worker that finds another at it has nothing to do."""
    badge_runs.print_due()


def hurry_printing() -> None:
    """Have an order printed at once. Call it once it is committed; a sweep finds it anyway."""
    try:
        print_due.apply_async(expires=STALE)
    except OperationalError:
        logger.warning("No broker: badges are printed by the next sweep.")


@shared_task(name="visitors.follow_sessions", ignore_result=True)
def follow_sessions() -> None:
    """Tell those who reserved a session that has changed, and fill the seats it has won."""
    if reservations.follow_changes():
        hurry_mails()


def hurry_following() -> None:
    """Have a changed session followed at once. Call it once it is committed; a sweep finds it."""
    try:
        follow_sessions.apply_async(expires=STALE)
    except OperationalError:
        logger.warning("No broker: changed sessions are followed by the next sweep.")


@shared_task(name="visitors.forget_badges", ignore_result=True)
def forget_badges() -> None:
    """Destroy the files of badges that were printed a day ago."""
    badge_runs.forget_old()


@shared_task(name="visitors.forget_drafts", ignore_result=True)
def forget_drafts() -> None:
    """Destroy registrations that nobody goes on writing, and what is left of finished ones."""
    drafts.forget_old()
