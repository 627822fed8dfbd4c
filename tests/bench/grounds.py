"""A counted history for each number of scans, made once and used by whoever measures at it."""

from django.db import connection

from tests.bench import histories, stages
from tests.bench.histories import History
from visitors import attendance

_made: dict[int, History] = {}


def ground(scans: int) -> History:
    """Whole visits; its database is in use from now on."""
    scans -= scans % histories.SCANS_OF_A_VISIT
    if scans not in _made:
        stages.open_database(_name(scans))
        _made[scans] = histories.make(scans)
        one_processor()
        attendance.rebuild(_made[scans].edition.pk)
        tidy()
    stages.use(_name(scans))
    return _made[scans]


def _name(scans: int) -> str:
    return f"bench_{scans}"


def one_processor() -> None:
    """Work and yardstick on one processor each: what is compared is work, not idle cores."""
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")


def tidy() -> None:
    """As autovacuum would have done by the time somebody counts again."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
