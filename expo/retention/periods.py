"""When a period is over: at midnight by the fair's own calendar, and never before."""

from datetime import date, datetime, time, timedelta

from expo.models import Edition

A_YEAR = 365
THREE_YEARS = 3 * 365


def days_after_the_fair(edition: Edition, days: int) -> datetime | None:
    """The first moment after that many whole days after the last show day; None for an edition that
    has none yet."""
    last = edition.show_days.order_by("-date").values_list("date", flat=True).first()
    return _midnight(edition, last + timedelta(days=days + 1)) if last else None


def end(edition: Edition) -> datetime | None:
    """When the edition's own period is over: that of its visitors' data."""
    return days_after_the_fair(edition, edition.retention_days)


def a_year_after(edition: Edition) -> datetime | None:
    return days_after_the_fair(edition, A_YEAR)


def three_years_after(edition: Edition) -> datetime | None:
    return days_after_the_fair(edition, THREE_YEARS)


def _midnight(edition: Edition, day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=edition.tz)
