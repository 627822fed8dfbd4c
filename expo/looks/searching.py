"""Looking through the access log: by who, whose, what, where, when, and from where."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from expo.looks import hours
from expo.models import Edition, Look, LookAct, SubjectKind

SHOWN = 50
"""Entries of a page."""


class Whose(NamedTuple):
    """The row whose data it is about, by kind and key."""

    kind: SubjectKind
    key: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for; what is empty leaves nothing out. Days and times are the edition's."""

    account: int | None = None
    whose: Whose | None = None
    act: str = ""
    place: str = ""
    address: str = ""
    first: date | None = None
    last: date | None = None
    begins: time | None = None
    ends: time | None = None
    outside_hours: bool = False
    exports_only: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, the latest first, and the mark after which the older ones follow; "" at the end."""

    entries: list[Look]
    older: str


def entries(edition: Edition, search: Search) -> QuerySet[Look]:
    """Read with the edition's time zone active: `outside_hours` and times of day mean that one."""
    rows = Look.objects.of(edition).filter(_when(edition, search), **_plain(search))
    if search.whose:
        key = [search.whose.key]
        rows = rows.filter(subject_kind=search.whose.kind, subjects__contains=key)
    return rows.order_by("-at", "-pk")


def page(rows: QuerySet[Look], after: str = "") -> Page:
    """The entries after the mark. A mark that means nothing begins at the latest."""
    rows = rows.filter(_before(after)).select_related("account")
    found = list(rows.defer("subjects")[: SHOWN + 1])
    older = _mark(found[SHOWN - 1]) if len(found) > SHOWN else ""
    return Page(found[:SHOWN], older)


def _plain(search: Search) -> dict[str, Any]:
    """The columns that are simply as they were asked for."""
    asked: dict[str, Any] = {"act": search.act, "place": search.place, "address": search.address}
    asked["account"] = search.account
    if search.exports_only:
        asked["act"] = LookAct.EXPORT.value
    return {name: value for name, value in asked.items() if value}


def _when(edition: Edition, search: Search) -> Q:
    wanted = Q()
    if search.first:
        wanted &= Q(at__gte=_midnight(edition, search.first))
    if search.last:
        wanted &= Q(at__lt=_midnight(edition, search.last + timedelta(days=1)))
    if search.begins:
        wanted &= Q(at__time__gte=search.begins)
    if search.ends:
        wanted &= Q(at__time__lt=search.ends)
    return wanted & hours.outside(edition) if search.outside_hours else wanted


def _midnight(edition: Edition, day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=edition.tz)


def _mark(entry: Look) -> str:
    return f"{entry.at.isoformat()}_{entry.pk}"


def _before(mark: str) -> Q:
    at, _line, key = mark.partition("_")
    try:
        moment, number = datetime.fromisoformat(at), int(key)
    except ValueError:
        return Q()
    if moment.tzinfo is None:
        return Q()
    older = Q(at__lt=moment) | Q(pk__lt=number)
    return Q(at__lte=moment) & older  # so that the index begins there
