"""What workers do for those who plan. Every task returns nothing and may run twice."""

import logging

from celery import shared_task
from kombu.exceptions import OperationalError

from expo.dashboard import reports

logger = logging.getLogger(__name__)

STALE = 5.0
"""Seconds after which a hint that no worker heard is left to the sweep."""


@shared_task(name="dashboard.make_reports", ignore_result=True, acks_late=True)
def make_reports() -> None:
    """Make the reports that are ordered. A worker that finds another at it has nothing to do."""
    reports.make_due()


def hurry_reports() -> None:
    """Have an order made at once. Call it once it is committed; a sweep finds it anyway."""
    try:
        make_reports.apply_async(expires=STALE)
    except OperationalError:
        logger.warning("No broker: reports are made by the next sweep.")
