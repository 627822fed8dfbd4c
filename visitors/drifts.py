"""What the doors said when somebody counted heads; the difference to the count is the drift.

A drift tells of passages that nobody scanned. It settles as scanners send what they still hold.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from expo.models import Edition
from visitors.attendance import calendars
from visitors.models import Observation


@dataclass(frozen=True, slots=True)
class Drift:
    """A headcount beside what the doors had said; `estimate` is None outside the show days."""

    observation: Observation
    estimate: int | None

    @property
    def people(self) -> int | None:
        """By how many the doors had too many; below 0, too few."""
        return None if self.estimate is None else self.estimate - self.observation.count


def of(edition: Edition, observations: Iterable[Observation]) -> list[Drift]:
    """Each headcount with its estimate, in the order given. Raises NoShowDays."""
    rows = list(observations)
    known = estimates(edition, rows)
    return [Drift(row, known.get(row.pk)) for row in rows]


def estimates(edition: Edition, observations: Iterable[Observation]) -> dict[int, int]:
    """By key: the people inside as the last standing headcount before it and the doors had it.

    One query at any size. Nothing is said of one outside the show days. Raises NoShowDays."""
    keys = [observation.pk for observation in observations]
    if not keys:
        return {}
    days = calendars.rules_of(edition).show_days
    asked: dict[str, Any] = {
        "edition": edition.pk,
        "observations": keys,
        "days": [day.day for day in days],
        "starts": [day.starts for day in days],
        "ends": [day.ends for day in days],
    }
    with connection.cursor() as cursor:
        cursor.execute(ESTIMATES, asked)
        return dict(cursor.fetchall())


# The definition is `figures.occupancy`: a day begins with nobody, a headcount stands for the end of
# its second. Only the first and the last minute are looked at second by second.
ESTIMATES = """
WITH told AS (
    SELECT seen.id, seen.area_id, seen.observed_at, show.day, show.starts,
        date_trunc('second', seen.observed_at) AS until
    FROM visitors_observation seen
    JOIN unnest(%(days)s::date[], %(starts)s::timestamptz[], %(ends)s::timestamptz[])
        AS show(day, starts, ends)
        ON seen.observed_at >= show.starts AND seen.observed_at < show.ends
    WHERE seen.edition_id = %(edition)s AND seen.id = ANY(%(observations)s)
)
SELECT told.id, (coalesce(anchor.count, 0) + coalesce(passed.net, 0))::int
FROM told
LEFT JOIN LATERAL (
    SELECT earlier.count, date_trunc('second', earlier.observed_at) AS since
    FROM visitors_observation earlier
    WHERE earlier.area_id = told.area_id
        AND earlier.withdrawn_at IS NULL
        AND earlier.observed_at >= told.starts
        AND (earlier.observed_at, earlier.id) < (told.observed_at, told.id)
    ORDER BY earlier.observed_at DESC, earlier.id DESC
    LIMIT 1
) anchor ON true
LEFT JOIN LATERAL (
    SELECT sum(
        CASE
            WHEN minute.minute IN (date_trunc('minute', since), date_trunc('minute', until)) THEN (
                SELECT sum(second.change)
                FROM unnest(minute.seconds, minute.changes) AS second(number, change)
                WHERE minute.minute + second.number * interval '1 second' <= until
                    AND (
                        since IS NULL
                        OR minute.minute + second.number * interval '1 second' > since
                    )
            )
            ELSE minute.change
        END
    ) AS net
    FROM visitors_areaminute minute
    WHERE minute.edition_id = %(edition)s
        AND minute.area_id = told.area_id
        AND minute.day = told.day
        AND minute.minute >= coalesce(date_trunc('minute', since), '-infinity')
        AND minute.minute <= until
) passed ON true
"""
