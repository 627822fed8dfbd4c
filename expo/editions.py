"""Editions: the fair's clock, its days, and which edition is the one people mean."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from expo import show_days
from expo.errors import Refused
from expo.models import Edition


class NoEdition(Refused):
    code = "no_edition"
    message = "There is no edition yet. Make one in the admin, or run the seed command."


def now(edition: Edition) -> datetime:
    """The fair's time: real for a real edition, simulated (start and rate) for a demonstration."""
    real = timezone.now()
    if edition.clock_set_at is None or edition.clock_set_to is None:
        return real
    return edition.clock_set_to + (real - edition.clock_set_at) * edition.clock_rate


@transaction.atomic
def set_clock(edition: Edition, to: datetime, rate: float) -> Edition:
    """Let the fair's clock stand at `to` now and run `rate` times as fast as the real one."""
    edition.clock_set_at, edition.clock_set_to, edition.clock_rate = timezone.now(), to, rate
    edition.save(update_fields=["clock_set_at", "clock_set_to", "clock_rate"])
    return edition


def show_day(edition: Edition, at: datetime) -> date:
    """The day a moment belongs to: the edition's time zone, with its day boundary."""
    local = at.astimezone(edition.tz)
    if local.time() < edition.day_boundary:
        return local.date() - timedelta(days=1)
    return local.date()


def publish(edition: Edition) -> Edition:
    """Show the edition to everybody. Raises NoShowDays: a fair without days is nothing to visit."""
    show_days.first_and_last(edition)
    return _set_published(edition, is_published=True)


def withdraw(edition: Edition) -> Edition:
    """Take the edition out of sight again."""
    return _set_published(edition, is_published=False)


def _set_published(edition: Edition, *, is_published: bool) -> Edition:
    edition.is_published = is_published
    edition.save(update_fields=["is_published"])
    return edition


def public_now() -> Edition | None:
    """The edition that the public pages show: the latest published one, if there is any."""
    return Edition.objects.published().latest_first().first()


def current() -> Edition:
    """The edition that people mean when they name none. Raises NoEdition."""
    edition = public_now()
    if edition is None:
        raise NoEdition
    return edition
