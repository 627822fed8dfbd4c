"""Reading the CSV files of a pack line by line, so that every complaint can name its line."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from operator import itemgetter
from typing import TypeVar

from visitors.packs.containers import Pack
from visitors.packs.faults import BadPack, shown

LONGEST_LINE = 2**20
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

Row = tuple[str, ...]
Value = TypeVar("Value")


class Table:
    """One CSV file. `line` is where the reader stands: the last line of the row it gave last."""

    def __init__(self, pack: Pack, name: str, columns: Sequence[str]) -> None:
        """`columns` (two or more) are those asked for; others may stand between them, unread."""
        self.pack, self.name, self.columns = pack, name, columns
        self.line = 0

    def __iter__(self) -> Iterator[Row]:
        """The rows, each with the values of the columns asked for, in the order asked for."""
        with self.pack.open(self.name) as stream:
            rows = csv.reader(self._lines(stream), strict=True)
            try:
                header = self._header(next(rows, []))
                pick = itemgetter(*(header.index(column) for column in self.columns))
                for row in rows:
                    self.line = rows.line_num
                    if row:
                        yield pick(self._whole(row, header))
            except csv.Error as error:
                raise self.fault(f"is no CSV: {error}.") from error

    def read(self, how: Callable[..., Value], *told: str | Row) -> Value:
        """What is told, read in that way; its ValueError becomes a BadPack of this line."""
        try:
            return how(*told)
        except ValueError as error:
            raise self.fault(str(error)) from error

    def fault(self, sentence: str) -> BadPack:
        return BadPack(self.name, sentence, self.line)

    def _header(self, header: list[str]) -> list[str]:
        self.line = 1
        for column in self.columns:
            if header.count(column) != 1:
                often = "there is no column" if column not in header else "there are two columns"
                raise self.fault(f"{often} {shown(column)}.")
        return header

    def _whole(self, row: list[str], header: list[str]) -> list[str]:
        if len(row) != len(header):
            raise self.fault(f"has {len(row)} fields, the header has {len(header)}.")
        return row

    def _lines(self, stream: io.BufferedReader) -> Iterator[str]:
        for number in count(1):
            line = stream.readline(LONGEST_LINE)
            if not line:
                return
            self.line = number
            if number == 1:
                line = line.removeprefix(BYTE_ORDER_MARK)
            yield self._text(line)

    def _text(self, line: bytes) -> str:
        if len(line) == LONGEST_LINE:
            raise self.fault("is longer than any line of a pack.")
        if b"\0" in line:
            raise self.fault("holds a NUL byte.")
        try:
            return line.decode()
        except UnicodeDecodeError as error:
            raise self.fault(f"is not UTF-8: {error.reason}.") from error
