"""What a scan leaves behind, in rows and bytes; and drawings of all that may grow."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.db import connection

from expo import charts
from expo.charts import Chart, ChartKind, Series
from tests.bench import grounds
from tests.bench.lines import Line
from visitors.models import CheckIn

PICTURES = (
    ("growth-time.svg", "ms", "Processor time at each history"),
    ("growth-room.svg", "kB", "Room for 1,000 scans at each history"),
)
KINDS = {
    "check-ins": ("visitors_checkin",),
    "presences": ("visitors_presence",),
    "rollups": (
        "visitors_areaclassday",
        "visitors_areaday",
        "visitors_areafrequency",
        "visitors_areaminute",
        "visitors_badgeday",
        "visitors_gatequarter",
        "visitors_registrant",
        "visitors_sourceday",
    ),
}


def measure(sizes: Iterable[int], hear: Callable[[str], None]) -> Iterator[Line]:
    for scans in sizes:
        hear(f"the size of {scans:,} scans")
        grounds.ground(scans)
        for kind, tables in KINDS.items():
            yield _line(kind, tables, scans)


def _line(kind: str, tables: Iterable[str], scans: int) -> Line:
    rows, size = 0, 0
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608  # our own names
            rows += cursor.fetchone()[0]
            cursor.execute("SELECT pg_total_relation_size(%s)", [table])
            size += cursor.fetchone()[0]
    thousands = CheckIn.objects.count() / 1000
    return Line(
        f"{kind} for 1,000 scans, {scans:,} scans of history",
        size / thousands / 1000,
        "kB",
        1,
        beside=f"{rows / thousands:,.0f} rows",
        operation=kind,
        history=scans,
    )


def draw(lines: Iterable[Line], folder: Path) -> None:
    """Two pictures of the lines that name an operation: of time, and of room."""
    told = [line for line in lines if line.operation]
    folder.mkdir(parents=True, exist_ok=True)
    for name, unit, title in PICTURES:
        chart = _chart([line for line in told if line.unit == unit], title, unit)
        drawn = charts.svg(chart, is_titled=True)
        (folder / name).write_text(drawn + "\n", encoding="utf-8")


def _chart(lines: list[Line], title: str, unit: str) -> Chart:
    values = {(line.operation, line.history): line.measured for line in lines}
    histories = sorted({line.history or 0 for line in lines})
    return Chart(
        kind=ChartKind.BARS,
        title=title,
        summary=title,
        categories=[f"{history:,} scans" for history in histories],
        series=[
            Series(operation, [values.get((operation, history)) for history in histories])
            for operation in dict.fromkeys(line.operation for line in lines)
        ],
        unit=unit,
        decimals=1,
        is_ordered=True,
    )
