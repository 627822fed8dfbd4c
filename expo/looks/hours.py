"""When somebody works: outside of that a look at personal data is worth a question."""

from datetime import time, timedelta

from django.db.models import Q

from expo import show_days
from expo.models import Edition

BEGINS, ENDS = time(8), time(20)
AROUND_THE_FAIR = timedelta(hours=2)
"""The desk is staffed so long before the doors open and after they close, on any weekday."""
MONDAY, FRIDAY = 1, 5


def outside(edition: Edition) -> Q:
    """For entries, read in the edition's time zone: neither on a weekday from 8 to 20, nor around
    the opening hours of a show day."""
    working = Q(at__iso_week_day__range=(MONDAY, FRIDAY), at__time__gte=BEGINS, at__time__lt=ENDS)
    for hours in show_days.opening_hours(edition):
        staffed = (hours.opens - AROUND_THE_FAIR, hours.closes + AROUND_THE_FAIR)
        working |= Q(at__range=staffed)
    return ~working
