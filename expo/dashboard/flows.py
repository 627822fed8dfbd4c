"""The lines of the dashboard: entries in each quarter of an hour of a day, gate by gate."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from expo.models import Edition
from expo.show_days import Hours
from visitors import attendance
from visitors.figures import quarter_of
from visitors.models import Gate

QUARTER = timedelta(minutes=15)


def of_day(edition: Edition, hours: Hours, at: datetime) -> dict[str, Any]:
    """`quarters` in seconds since 1970, from opening to closing and wherever anybody came, the
    first so many of them `complete`; for every gate with an entry its `entries`, null for what is
    still to come."""
    counted = {
        (row["gate"], row["quarter"]): row["entries"]
        for row in attendance.quarters(edition, hours.opens.date())
        if row["entries"]
    }
    came = [quarter for _gate, quarter in counted]
    quarters = list(_quarters(min([hours.opens, *came]), max([hours.closes - QUARTER, *came])))
    return {
        "quarters": [int(quarter.timestamp()) for quarter in quarters],
        "complete": sum(quarter + QUARTER <= at for quarter in quarters),
        "gates": [
            {
                "name": str(gate.name or gate.code),
                "entries": [
                    counted.get((gate.code, quarter), 0) if quarter <= at else None
                    for quarter in quarters
                ],
            }
            for gate in Gate.objects.of(edition).entrances().order_by("code")
            if any(gate.code == code for code, _quarter in counted)
        ],
    }


def _quarters(first: datetime, last: datetime) -> Iterator[datetime]:
    quarter = quarter_of(first)
    while quarter <= last:
        yield quarter
        quarter += QUARTER
