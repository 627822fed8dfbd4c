"""The folder of open data: every table as CSV and JSON, what the columns mean, and the licence.

The same contents give the same bytes: files bear the time of the as-of, in a fixed order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any
from zipfile import ZipFile

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from expo import spreadsheets, words
from expo.dashboard.open_data import dictionary, festivals
from expo.dashboard.open_data.datasets import Told
from expo.dashboard.open_data.dictionary import HEADER, LANGUAGES, both
from expo.dashboard.open_data.suppression import SMALL
from expo.dashboard.tables import Column, Kind, Table
from expo.dashboard.tables.files import DIGITS
from expo.models import Edition
from expo.models.edition import DataLicence
from visitors.packs.writing import PackWriter

WITHHELD = Column(
    "withheld",
    _("Withheld columns"),
    Kind.CODE,
    _(
        "Columns whose number of people is withheld in this row: small ones, and others from which "
        "a small one could be worked out. Any other empty cell: not known, or nothing to tell."
    ),
)


@dataclass(frozen=True, slots=True)
class Folder:
    """What goes into it. `as_of` is in the fair's zone, `withheld` are names of numbers."""

    edition: Edition
    language: str
    as_of: datetime
    tables: Sequence[Told]
    withheld: frozenset[str]


@dataclass(frozen=True, slots=True)
class File:
    """A table as it is published."""

    table: Table
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Any]]
    people: frozenset[str] = frozenset()


def write(folder: Folder, file: IO[bytes]) -> None:
    files = list(_files(folder))
    with ZipFile(file, "w") as archive:
        writer = PackWriter(archive, folder.as_of)
        for each in files:
            _csv(writer, each.table.name, _header(each), _cells(each))
            writer.json(f"{each.table.name}.json", _document(each, folder))
        lines = [
            line
            for each in files
            for line in dictionary.entries(each.table, each.columns, each.people)
        ]
        _csv(writer, "dictionary", HEADER, lines)
        writer.json("dictionary.json", {"columns": [_named(line) for line in lines]})
        writer.json("metadata.json", _metadata(folder, files))
        writer.text("README.txt", "\r\n".join(_read_me(folder, files).splitlines()) + "\r\n")
        writer.manifest({"edition": folder.edition.slug, "as_of": folder.as_of.isoformat()})


def _files(folder: Folder) -> Iterator[File]:
    festival = festivals.row(folder.edition, folder.as_of.date())
    yield File(festival, festival.columns, festival.rows)
    for told in folder.tables:
        people = {key for _row, names in told.rows for key in names}
        columns = [*told.columns, WITHHELD] if people else told.columns
        rows = [_published(row, names, folder.withheld) for row, names in told.rows]
        yield File(told.table, columns, rows, frozenset(people))


def _published(
    row: Mapping[str, Any], names: Mapping[str, str], withheld: frozenset[str]
) -> Mapping[str, Any]:
    unsaid = [key for key, name in names.items() if name in withheld and row[key] is not None]
    return {**row, **dict.fromkeys(unsaid), WITHHELD.key: " ".join(sorted(unsaid)) or None}


def _header(file: File) -> list[str]:
    """In the language of the folder; the dictionary has both, and the codes of programs."""
    return [str(column.label) for column in file.columns]


def _cells(file: File) -> Iterator[list[Any]]:
    return ([_value(column, row[column.key]) for column in file.columns] for row in file.rows)


def _value(column: Column, value: Any) -> Any:
    if value is None or column.kind not in DIGITS:
        return value
    return round(value, DIGITS[column.kind])


def _csv(
    writer: PackWriter, name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    with writer.file(f"{name}.csv") as file:
        for piece in spreadsheets.csv_pieces(spreadsheets.Table(header, rows)):
            file.write(piece)


def _document(file: File, folder: Folder) -> dict[str, Any]:
    return {
        "name": file.table.name,
        "title": both(file.table.title),
        "note": both(file.table.note),
        "as_of": folder.as_of.isoformat(),
        "reference_date": folder.as_of.date().isoformat(),
        "columns": [column.key for column in file.columns],
        "rows": [
            {column.key: _plain(column, row[column.key]) for column in file.columns}
            for row in file.rows
        ],
    }


def _plain(column: Column, value: Any) -> Any:
    """As JSON has it: dates and times as texts, areas as numbers."""
    value = _value(column, value)
    if value is None or isinstance(value, (str, bool, int)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else float(value)


def _named(line: Sequence[str]) -> dict[str, str]:
    return dict(zip(HEADER, line, strict=True))


def _metadata(folder: Folder, files: Iterable[File]) -> dict[str, Any]:
    edition = folder.edition
    return {
        "edition": edition.slug,
        "title": words.both(edition, "name"),
        "provider": provider(edition),
        "licence": {
            "code": edition.data_licence,
            "name": both(DataLicence(edition.data_licence).label),
        },
        "reference_date": folder.as_of.date().isoformat(),
        "as_of": folder.as_of.isoformat(),
        "timezone": edition.timezone,
        "language_of_headers": folder.language,
        "fewest_people_told": SMALL,
        "numbers_withheld": len(folder.withheld),
        "files": [
            {
                "name": file.table.name,
                "title": both(file.table.title),
                "rows": len(file.rows),
                "formats": ["csv", "json"],
            }
            for file in files
        ],
    }


def provider(edition: Edition) -> dict[str, str]:
    """Who provides the data: as the edition says, else its hosts."""
    own, hosts = words.both(edition, "data_provider"), words.both(edition, "hosts")
    return {
        language: own[language] or own["ko"] or hosts[language] or hosts["ko"]
        for language in LANGUAGES
    }


def _read_me(folder: Folder, files: Sequence[File]) -> str:
    """In both languages, one below the other."""
    told = []
    for language in LANGUAGES:
        with translation.override(language):
            context = {
                "folder": folder,
                "files": [file.table for file in files],
                "provider": provider(folder.edition)[language],
                "licence": DataLicence(folder.edition.data_licence).label,
                "small": SMALL,
                "as_of": folder.as_of.isoformat(),
            }
            told.append(render_to_string(f"open_data/readme_{language}.txt", context).strip())
    return "\n\n".join(told)
