"""What workers do for the fair itself. Every task takes ids, returns nothing and may run twice."""

import logging

from celery import shared_task
from kombu.exceptions import OperationalError

from expo import mails
from expo.models import Account, Edition
from expo.retention import registry, sweeping

logger = logging.getLogger(__name__)

STALE = 5.0
"""Seconds after which a hint that no worker heard is left to the sweep."""


@shared_task(name="expo.send_mails", ignore_result=True, acks_late=True)
def send_mails() -> None:
    """Send what is due. A worker that finds another at it has nothing to do."""
    mails.send_due()


def hurry_mails() -> None:
    """Have mails sent at once. Call it once they are committed; a sweep finds them anyway."""
    try:
        send_mails.apply_async(expires=STALE)
    except OperationalError:
        logger.warning("No broker: mails are sent by the next sweep.")


@shared_task(name="expo.erase_expired", ignore_result=True, acks_late=True)
def erase_expired() -> None:
    """Destroy what is due in every edition."""
    for edition in Edition.objects.order_by("number"):
        for _swept in sweeping.sweep_all(edition):
            pass
    sweeping.clear()


@shared_task(name="expo.erase_due", ignore_result=True, acks_late=True)
def erase_due(edition_id: int, code: str, by: int) -> None:
    """Destroy what is due by one rule, for whoever asked for it."""
    edition, account = Edition.objects.get(pk=edition_id), Account.objects.get(pk=by)
    sweeping.sweep(edition, registry.of(code), by=account)


def hurry_erasing(edition_id: int, code: str, by: int) -> None:
    """Have what is due destroyed at once; without a broker it is destroyed at night."""
    try:
        erase_due.delay(edition_id, code, by)
    except OperationalError:
        logger.warning("No broker: what is due by %s is destroyed at night.", code)
