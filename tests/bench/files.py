"""What a large table costs as a file: processor time for 30,000 rows of twelve columns."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from statistics import median

from expo import spreadsheets
from expo.dashboard.tables import Column, Kind, Table, columns, files
from expo.models import Edition
from tests.bench.clocks import taken
from tests.bench.lines import Line

ROWS = 30_000
GOALS = {"CSV": 2, "XLSX": 6}
FIRST = datetime(2023, 11, 23, 1, tzinfo=UTC)
COUNTS = ("entries", "heads_in", "heads_out", "repeats", "conflicts", "refused", "voided")


def measure(rounds: int, hear: Callable[[str], None]) -> Iterator[Line]:
    writers = {"CSV": _csv, "XLSX": _xlsx}
    for kind, write in writers.items():
        hear(f"writing {ROWS:,} rows as {kind}")
        takes = [_taken(write) for _round in range(rounds)]
        yield Line(f"{ROWS:,} rows as {kind}, CPU", median(takes), "s", rounds, GOALS[kind])


def _taken(write: Callable[[Table], object]) -> float:
    with taken() as took:
        write(_table())
    return took.python


def _csv(table: Table) -> int:
    return sum(len(piece) for piece in spreadsheets.csv_pieces(files.sheet(table)))


def _xlsx(table: Table) -> None:
    spreadsheets.write_xlsx(files.sheet(table), BytesIO(), files.words(table))


def _table() -> Table:
    names = (Column("gate", "게이트 코드", Kind.CODE), Column("name", "게이트", Kind.NAME))
    share = Column("share", "비율", Kind.SHARE)
    return Table(
        name="rows",
        title="행",
        edition=Edition(slug="2023", name_ko="정부박람회"),
        columns=[
            Column("at", "시각", Kind.TIME),
            columns.DAY,
            *names,
            *columns.counted(*COUNTS),
            share,
        ],
        rows=[_row(number) for number in range(ROWS)],
        as_of=FIRST,
    )


def _row(number: int) -> dict[str, object]:
    at = FIRST + timedelta(seconds=number)
    return {
        "at": at,
        "day": at.date(),
        "gate": f"E{number % 40}",
        "name": "동문 지하철 연결 통로",
        "share": number / ROWS,
        **dict.fromkeys(COUNTS, number),
    }
