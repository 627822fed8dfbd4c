"""One row of a table while it is read: its cells, what they mean, and what is wrong with them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booths.spreadsheets.columns import Column, Columns, Header
from booths.spreadsheets.faults import CellFault, Fault
from booths.spreadsheets.sheets import Cells, Formula
from booths.spreadsheets.values import Reader

ERRORS = ("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!")

EMPTY = gettext_lazy("This cell must not be empty.")
UNSOLVED = gettext_lazy(
    "This cell holds a formula without its result. Copy the column and paste it as values."
)
FAILED = gettext_lazy("The formula in this cell failed in your spreadsheet program.")
NO_COLUMN = gettext_lazy(
    "There is a value right of the last column that has a name. Perhaps a comma within a text "
    "stands there without quotation marks."
)


class Line:
    """`number` counts as spreadsheet programs do; `values` has the columns that were read well.

    An empty cell of a column that may be empty has no value: what stands stays, or the default."""

    def __init__(self, number: int, cells: Cells, header: Header, columns: Columns) -> None:
        self.number, self.columns = number, columns
        self.cells = {
            code: cells[place] if place < len(cells) else ""
            for code, place in header.places.items()
        }
        self.values: dict[str, Any] = {}
        self.faults: list[Fault] = []
        if len(cells) > header.width:
            self._add("", cells[-1], CellFault(NO_COLUMN))

    @property
    def is_sound(self) -> bool:
        return not self.faults

    def read(self, readers: Mapping[str, Reader]) -> None:
        for code, reader in readers.items():
            if code in self.cells:
                try:
                    self._read(self.columns.by_code[code], reader)
                except CellFault as fault:
                    self.fault(code, fault)

    def fault(self, column: str, fault: CellFault) -> None:
        self._add(column, self.cells.get(column, ""), fault)

    def refuse(self, column: str, rule: Any, detail: str = "") -> None:
        self.fault(column, CellFault(rule, detail))

    def names_again(self, column: str, first: "Line") -> None:
        """The line names what an earlier one named: what a row stands for, it stands for alone."""
        detail = _("The first is in row %(row)s.") % {"row": first.number}
        self.refuse(column, gettext_lazy("This stands more than once in the table."), detail)

    def _read(self, column: Column, reader: Reader) -> None:
        typed = self.cells[column.code]
        if isinstance(typed, Formula):
            raise CellFault(UNSOLVED)
        if typed in ERRORS:
            raise CellFault(FAILED)
        if typed:
            self.values[column.code] = reader(typed)
        elif column.is_needed:
            raise CellFault(EMPTY)
        elif column.is_cleared:
            self.values[column.code] = ""

    def _add(self, column: str, typed: str, fault: CellFault) -> None:
        label = self.columns.label(column)
        self.faults.append(Fault(self.number, column, label, typed, fault.rule, fault.detail))
