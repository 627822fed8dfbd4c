"""What a large table costs as a file: processor time for 30,000 rows of twelve columns, and what
writing them takes of memory beside the rows at its most."""

import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from statistics import median
from tempfile import TemporaryFile

from expo import spreadsheets
from expo.dashboard.tables import Column, Kind, Table, columns, files
from expo.models import Edition
from tests.bench.clocks import taken
from tests.bench.lines import Line

ROWS, FEW = 30_000, 3_000
GOALS = {"CSV": 2, "XLSX": 6}
FIRST = datetime(2023, 11, 23, 1, tzinfo=UTC)
COUNTS = ("entries", "heads_in", "heads_out", "repeats", "conflicts", "refused", "voided")


def measure(rounds: int, hear: Callable[[str], None]) -> Iterator[Line]:
    writers = {"CSV": _csv, "XLSX": _xlsx}
    for kind, write in writers.items():
        hear(f"writing {ROWS:,} rows as {kind}")
        takes = [_taken(write) for _round in range(rounds)]
        few, all_ = _peak(write, FEW), _peak(write, ROWS)
        beside = f"memory at most {all_:.1f} MiB, for {FEW:,} rows {few:.1f} MiB"
        yield Line(f"{ROWS:,} rows as {kind}, CPU", median(takes), "s", rounds, GOALS[kind], beside)


def _taken(write: Callable[[Table], object]) -> float:
    with taken() as took:
        write(_table(ROWS))
    return took.python


def _peak(write: Callable[[Table], object], rows: int) -> float:
    """In MiB, beside the rows themselves."""
    table = _table(rows)
    tracemalloc.start()
    write(table)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 2**20


def _csv(table: Table) -> int:
    return sum(len(piece) for piece in spreadsheets.csv_pieces(files.sheet(table)))


def _xlsx(table: Table) -> None:
    with TemporaryFile() as file:
        spreadsheets.write_xlsx(files.sheet(table), file, files.words(table))


def _table(rows: int) -> Table:
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
        rows=[_row(number) for number in range(rows)],
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
