"""One line of the table: what was measured, what is asked for, and whether it holds."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Line:
    """`measured` is a median of `rounds`, in `unit`. `goal` is the most it may be, in the same."""

    work: str
    measured: float
    unit: str
    rounds: int
    goal: float | None = None
    beside: str = ""

    @property
    def is_met(self) -> bool | None:
        return None if self.goal is None else self.measured <= self.goal

    def document(self) -> dict[str, object]:
        return asdict(self) | {"is_met": self.is_met}


VERDICTS = {None: "", True: "met", False: "MISSED"}


def show(lines: Iterable[Line], title: str) -> None:
    table = Table(title=title, title_justify="left")
    for heading in ("work", "measured", "goal", "", "rounds", "beside"):
        table.add_column(heading, overflow="fold")
    for line in lines:
        table.add_row(
            line.work,
            _number(line.measured, line.unit),
            "" if line.goal is None else f"≤ {_number(line.goal, line.unit)}",
            VERDICTS[line.is_met],
            str(line.rounds),
            line.beside,
        )
    Console(width=132).print(table)


def _number(value: float, unit: str) -> str:
    return f"{value:,.1f} {unit}" if value < 100 else f"{value:,.0f} {unit}"
