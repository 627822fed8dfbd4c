"""The rows behind a number, for organisers: scans under pseudonyms, page by page or as a file."""

from collections.abc import Sequence
from typing import Any, cast
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from expo.dashboard import asking
from expo.dashboard.explore import page, rows_asked, rows_words
from expo.dashboard.explore.choices import Offer
from expo.dashboard.planning import planning_page
from expo.dashboard.tables import Column, Kind, Table, files
from expo.dashboard.tables.shapes import Row
from expo.models import Edition
from expo.pages import downloads
from visitors import attendance, behind
from visitors.behind import Asked, Behind, Evidence
from visitors.definitions import DEFINITIONS
from visitors.models import DeviceKind, Direction, Outcome
from visitors.models.classes import CLASSES

AT = Column("at", _("Scanned"), Kind.TIME)
TO_THE_SECOND = Column("at", AT.label, Kind.CODE)
"""On the page: repeat readings are seconds apart."""
COLUMNS = (
    Column("day", _("Show day"), Kind.DAY, missing=_("Outside the show days")),
    Column("gate", _("Gate"), Kind.CODE),
    Column("direction", _("Direction"), Kind.NAME),
    Column("outcome", _("Outcome"), Kind.NAME),
    Column("class", _("Class"), Kind.NAME),
    Column("device", _("Device"), Kind.NAME),
    Column("badge", _("Badge (pseudonym)"), Kind.CODE),
    Column("person", _("Person (pseudonym)"), Kind.CODE),
    Column("counts", _("Counts"), Kind.COUNT, _("What the row adds to the number.")),
    Column("id", _("Scan"), Kind.KEY),
)
SHORT = 12
WORDS: dict[str, dict[str, Any]] = {
    "direction": dict(Direction.choices),
    "outcome": dict(Outcome.choices),
    "class": dict(CLASSES),
    "device": dict(DeviceKind.choices),
}


@require_safe
@planning_page
@asking.answers_refusals
def rows(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """To planners the page is not there: they see the number alone."""
    if not page.may_read(request, edition):
        raise Http404
    attendance.count_stale(edition)
    asked = rows_asked.read(request.GET, Offer(edition, request.user))
    if request.GET.get(page.FILE) == downloads.CSV:
        return _file(request, edition, asked)
    found = behind.behind(edition, asked, after=rows_asked.key(request.GET))
    return render(request, "explore/rows.html", _told(request, edition, asked, found))


def _told(request: HttpRequest, edition: Edition, asked: Asked, found: Behind) -> dict[str, Any]:
    last = found.rows[-1].key if found.rows else None
    has_more = found.before + len(found.rows) < found.count
    return {
        "edition": edition,
        "asked": asked,
        "found": found,
        "first": found.before + 1 if found.rows else 0,
        "last": found.before + len(found.rows),
        "words": rows_words.of(asked, request.GET.get("sector", "")),
        "figure": DEFINITIONS[asked.figure],
        "table": _table(edition, asked, [_shown(row, edition) for row in found.rows]),
        "every_row": _address(request, file=downloads.CSV),
        "next": _address(request, after=f"{last.at.isoformat()}_{last.id}")
        if last and has_more
        else "",
        "start": _address(request) if found.before else "",
    }


def _table(
    edition: Edition, asked: Asked, rows: Sequence[Row], at: Column = TO_THE_SECOND
) -> Table:
    return Table(
        name=f"rows-{asked.figure}".replace("_", "-"),
        title=_("Rows behind the number"),
        edition=edition,
        columns=(at, *COLUMNS),
        rows=rows,
        as_of=asked.as_of.astimezone(edition.tz) if asked.as_of else attendance.counted_to(edition),
    )


def _row(row: Evidence) -> dict[str, Any]:
    told = {
        "direction": row.direction,
        "outcome": row.outcome,
        "class": row.ticket_class,
        "device": row.device,
    }
    return {
        "id": row.id,
        "at": row.at,
        "day": row.day,
        "gate": row.gate,
        "badge": row.badge,
        "person": row.person,
        "counts": row.weight,
        **{key: word and str(WORDS[key].get(word, word)) for key, word in told.items()},
    }


def _shown(row: Evidence, edition: Edition) -> dict[str, Any]:
    """Enough of a pseudonym to tell it from others; a file has all of it."""
    return _row(row) | {
        "at": date_format(row.at.astimezone(edition.tz), "Y-m-d H:i:s"),
        "badge": row.badge and row.badge[:SHORT],
        "person": row.person and row.person[:SHORT],
    }


def _file(request: HttpRequest, edition: Edition, asked: Asked) -> HttpResponseBase:
    """Written as it is read, however many rows there are: a file goes through them once."""
    found = (
        _row(row) | {"at": row.at.astimezone(edition.tz)}
        for row in behind.every_row(edition, asked)
    )
    table = _table(edition, asked, cast("Sequence[Row]", found), AT)
    return files.answer(request, table, downloads.CSV)


def _address(request: HttpRequest, **more: str) -> str:
    kept = {name: word for name, word in request.GET.items() if name not in {"after", page.FILE}}
    return f"{request.path}?{urlencode(kept | more)}"
