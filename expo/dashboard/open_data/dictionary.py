"""The column dictionary: every column of every file, in Korean and in English."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils import translation
from django.utils.functional import Promise

from booths.models import ExhibitorKind, ParticipationRole, Sector, SpaceKind
from expo.dashboard.tables import Column, Kind, Table
from expo.models import SessionKind
from visitors.models.classes import CLASSES
from visitors.models.registration import RegistrationSource

LANGUAGES = ("ko", "en")
HEADER = (
    *("file", "column", "name_ko", "name_en", "type", "unit"),
    *("definition_ko", "definition_en", "codes_ko", "codes_en"),
)
TYPES = {
    Kind.COUNT: "integer",
    Kind.SHARE: "number",
    Kind.AREA: "number",
    Kind.MINUTES: "number",
    Kind.RATIO: "number",
    Kind.DAY: "date (YYYY-MM-DD)",
    Kind.TIME: "date-time with offset (ISO 8601)",
    Kind.FLAG: "boolean (CSV: 1, 0)",
}
UNITS = {Kind.SHARE: "0–1", Kind.AREA: "m²", Kind.MINUTES: "min"}
CODES: Mapping[tuple[str, str], Iterable[tuple[str, Any]]] = {
    ("class", "class"): CLASSES,
    ("registration", "registration"): RegistrationSource.choices,
    ("programme", "kind"): SessionKind.choices,
    ("exhibitors_list", "kind"): ExhibitorKind.choices,
    ("spaces", "kind"): SpaceKind.choices,
}
CODES_ANYWHERE: Mapping[str, Iterable[tuple[str, Any]]] = {
    "sector": Sector.choices,
    "role": ParticipationRole.choices,
}


def entries(table: Table, columns: Iterable[Column], people: Iterable[str]) -> Iterator[list[str]]:
    """One line for each column of a file; `people` are the columns that count them."""
    counted = set(people)
    for column in columns:
        codes = CODES.get((table.name, column.key), CODES_ANYWHERE.get(column.key, ()))
        yield [
            table.name,
            column.key,
            *both(column.label).values(),
            TYPES.get(column.kind, "text"),
            _unit(column, is_people=column.key in counted),
            *both(column.meaning).values(),
            *(_listed(codes, language) for language in LANGUAGES),
        ]


def both(words: str | Promise) -> dict[str, str]:
    """In Korean and in English."""
    return {language: _in(language, words) for language in LANGUAGES}


def _unit(column: Column, *, is_people: bool) -> str:
    if is_people:
        return "passages" if column.key == "entries" else "persons"
    return UNITS.get(column.kind, "")


def _in(language: str, words: Any) -> str:
    with translation.override(language):
        return str(words)


def _listed(codes: Iterable[tuple[str, Any]], language: str) -> str:
    return "; ".join(f"{code} = {_in(language, words)}" for code, words in codes)
