"""The lines of a seed file, each knowing where it stands. Knows no database."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

SOURCES = ("report", "generated")
ALWAYS = frozenset({"source"})
ALLOWED = frozenset({"source", "note"})


class SeedError(Exception):
    """A seed file that cannot be taken; the text names file, line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Line:
    file: str
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def key(self, columns: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.cells[column] for column in columns)

    def error(self, what: str, column: str = "") -> SeedError:
        where = f"{self.file}, line {self.number}"
        return SeedError(f"{where}, column {column}: {what}" if column else f"{where}: {what}")


def read(folder: Path, name: str, columns: frozenset[str]) -> Iterator[Line]:
    """Every line of `<name>.csv`; `columns` are those the rows need; source and note come too."""
    file = f"{name}.csv"
    reader = csv.reader(StringIO(_text(folder / file), newline=""), strict=True)
    try:
        header = next(reader, [])
        _check_header(file, header, columns)
        for cells in reader:
            yield _line(file, reader.line_num, header, cells)
    except csv.Error as error:
        raise SeedError(f"{file}, line {reader.line_num}: {error}.") from error


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise SeedError(f"{path.name} is missing in {path.parent}.") from error
    except OSError as error:
        raise SeedError(f"{path.name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        number = path.read_bytes()[: error.start].count(b"\n") + 1
        raise SeedError(f"{path.name}, line {number}: this is not UTF-8.") from error


def _check_header(file: str, header: list[str], columns: frozenset[str]) -> None:
    for column in sorted((columns | ALWAYS) - set(header)):
        raise SeedError(f"{file}, line 1: the column {column} is missing.")
    for column in header:
        if column not in columns | ALLOWED:
            raise SeedError(f"{file}, line 1: there is no column {column!r}.")
        if header.count(column) > 1:
            raise SeedError(f"{file}, line 1: the column {column} stands there twice.")


def _line(file: str, number: int, header: list[str], cells: list[str]) -> Line:
    if len(cells) != len(header):
        raise SeedError(
            f"{file}, line {number}: {len(cells)} cells where the first line names {len(header)}."
        )
    line = Line(file, number, dict(zip(header, (cell.strip() for cell in cells), strict=True)))
    if line["source"] not in SOURCES:
        raise line.error(f"{line['source']!r} is neither report nor generated.", "source")
    return line
