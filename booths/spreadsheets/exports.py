"""The floor written out in the shape in which it is read in. Rows are streamed."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Choices, FilteredRelation, Q, QuerySet
from django.utils.translation import get_language, override

from booths.models import (
    Assignment,
    Exhibitor,
    ExhibitorKind,
    ParticipationRole,
    Sector,
    Space,
    SpaceKind,
)
from booths.spreadsheets.imports import FORMS
from booths.spreadsheets.kinds import Kind
from expo.models import Edition
from expo.spreadsheets import Table

AT_ONCE = 1000

Row = tuple[Any, ...]
Labels = dict[str, str]


def table(kind: Kind, rows: QuerySet[Any]) -> Table:
    """The rows, which are spaces, exhibitors or assignments; of these, those that stand."""
    language = get_language() or settings.LANGUAGE_CODE
    return Table(header(kind), _in_language(language, WRITERS[kind](rows)))


def of(edition: Edition, kind: Kind) -> Table:
    """All such rows of the edition."""
    if kind == Kind.ASSIGNMENTS:
        return table(kind, Assignment.objects.filter(space__edition=edition))
    return table(kind, FORMS[kind].model._default_manager.filter(edition=edition))


def template(kind: Kind) -> Table:
    """The header alone, to be filled in."""
    return Table(header(kind), [])


def header(kind: Kind) -> list[str]:
    """Codes for readers of English, labels for readers of Korean: an import knows both."""
    columns = FORMS[kind].columns.columns
    if get_language() == "en":
        return [column.code for column in columns]
    return [str(column.label) for column in columns]


def _spaces(rows: QuerySet[Space]) -> Iterator[Row]:
    kinds = _labels(SpaceKind)
    found = rows.order_by("code").values_list(
        *("code", "hall__code", "hall__name_ko", "hall__name_en", "kind"),
        *("x", "y", "width", "depth"),
    )
    for code, hall, name_ko, name_en, kind, *sides in found.iterator(AT_ONCE):
        yield code, hall, _name(name_ko, name_en), kind, kinds[kind], *sides


def _exhibitors(rows: QuerySet[Exhibitor]) -> Iterator[Row]:
    sectors, kinds, roles = _labels(Sector), _labels(ExhibitorKind), _labels(ParticipationRole)
    standing = FilteredRelation("participations", condition=Q(participations__withdrawn_at=None))
    found = (
        rows.annotate(part=standing)
        .order_by("code")
        .values_list(
            *("code", "name_ko", "name_en", "sector", "kind", "country", "registration_number"),
            *("part__role", "part__main__exhibitor__code"),
            *("part__main__exhibitor__name_ko", "part__main__exhibitor__name_en"),
        )
    )
    for row in found.iterator(AT_ONCE):
        code, name_ko, name_en, sector, kind, country, number, role, main, *main_names = row
        yield (
            *(code, name_ko, name_en, sector, sectors[sector], kind, kinds[kind], country, number),
            *(role, roles.get(role), main, _name(*main_names)),
        )


def _assignments(rows: QuerySet[Assignment]) -> Iterator[Row]:
    body = "participation__exhibitor"
    standing = rows.filter(released_at=None).order_by("space__code", "days")
    found = standing.values_list(
        *("space__code", "space__hall__code", f"{body}__code"),
        *(f"{body}__name_ko", f"{body}__name_en", "days"),
    )
    for space, hall, code, name_ko, name_en, days in found.iterator(AT_ONCE):
        last = days.upper - timedelta(days=1)
        yield space, hall, code, _name(name_ko, name_en), days.lower, last


def _name(korean: str | None, english: str | None) -> str | None:
    return (english or korean) if get_language() == "en" else (korean or english)


def _labels(choices: type[Choices]) -> Labels:
    return {value: str(label) for value, label in choices.choices}


def _in_language(language: str, rows: Iterator[Row]) -> Iterator[Row]:
    """While rows are streamed, the request for them is over, and its language with it."""
    with override(language):
        yield from rows


WRITERS: dict[Kind, Callable[[QuerySet[Any]], Iterator[Row]]] = {
    Kind.SPACES: _spaces,
    Kind.EXHIBITORS: _exhibitors,
    Kind.ASSIGNMENTS: _assignments,
}
