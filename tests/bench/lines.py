"""One line of the table: what was measured, what is asked for, and whether it holds."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Line:
    """`measured` is a median of `rounds`, in `unit`. `goal` is the most it may be, in the same, or
    the least where `is_least`. `yardstick` was measured in the same rounds, in the same unit.
    What may grow names its `operation` and the scans of `history` it was measured at."""

    work: str
    measured: float
    unit: str
    rounds: int
    goal: float | None = None
    beside: str = ""
    is_least: bool = False
    yardstick: float | None = None
    operation: str = ""
    history: int | None = None

    @property
    def is_met(self) -> bool | None:
        if self.goal is None:
            return None
        return self.measured >= self.goal if self.is_least else self.measured <= self.goal

    @property
    def ratio(self) -> float | None:
        return self.measured / self.yardstick if self.yardstick else None

    def document(self) -> dict[str, object]:
        return asdict(self) | {"is_met": self.is_met, "ratio": self.ratio}


VERDICTS = {None: "", True: "met", False: "MISSED"}
HEADINGS = ("work", "measured", "goal", "", "yardstick", "ratio", "rounds", "beside")


def show(lines: Iterable[Line], title: str) -> None:
    table = Table(title=title, title_justify="left")
    for heading in HEADINGS:
        table.add_column(heading, overflow="fold")
    for line in lines:
        table.add_row(*_cells(line))
    Console(width=150).print(table)


def _cells(line: Line) -> Iterable[str]:
    bound = "≥" if line.is_least else "≤"
    yield line.work
    yield _number(line.measured, line.unit)
    yield "" if line.goal is None else f"{bound} {_number(line.goal, line.unit)}"
    yield VERDICTS[line.is_met]
    yield "" if line.yardstick is None else _number(line.yardstick, line.unit)
    yield "" if line.ratio is None else f"{line.ratio:.2f}"
    yield str(line.rounds)
    yield line.beside


def _number(value: float, unit: str) -> str:
    return f"{value:,.2f} {unit}" if value < 100 else f"{value:,.0f} {unit}"
