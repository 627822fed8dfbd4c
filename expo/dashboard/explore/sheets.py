"""The answer as a table: on the page, in a file."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from expo.dashboard.explore import compared, words
from expo.dashboard.explore.asked import Asked
from expo.dashboard.explore.compared import Pair
from expo.dashboard.tables import Column, Kind, Table
from expo.dashboard.tables.shapes import Row
from visitors import attendance
from visitors.definitions import DEFINITIONS

DIFFERENCE = Column("difference", _("Difference"), meaning=_("The first number minus the second."))
CHANGE = Column(
    "change",
    _("Change"),
    Kind.SHARE,
    _("The difference as a share of the second number. Of nothing there is none."),
)


def of(asked: Asked, rows: Sequence[Pair], addresses: Sequence[dict[str, str]]) -> Table:
    """`addresses`: of each row, where what is behind its numbers can be read."""
    edition, moment = asked.part.edition, asked.part.as_of
    return Table(
        name=f"explore-{asked.subject.key}-{asked.figure}".replace("_", "-"),
        title=" · ".join(filter(None, [words.title(asked), words.scope(asked.part)])),
        edition=edition,
        columns=columns(asked),
        rows=[
            {**_row(row), "addresses": known} for row, known in zip(rows, addresses, strict=True)
        ],
        as_of=moment.astimezone(edition.tz) if moment else attendance.counted_to(edition),
        total=_total(asked, rows),
        note=_note(asked),
    )


def columns(asked: Asked) -> list[Column]:
    meaning = DEFINITIONS[asked.figure].meaning
    found = [
        Column("name", asked.subject.line, Kind.NAME),
        Column("code", _("Code"), Kind.KEY),
        Column("value", words.column(asked, asked.part), Kind.COUNT, meaning),
    ]
    if asked.other:
        found += [Column("other", words.column(asked, asked.other), Kind.COUNT, meaning)]
        found += [DIFFERENCE, CHANGE]
    return found


def _row(row: Pair) -> Row:
    return {
        "name": row.label,
        "code": row.code,
        "value": row.value,
        "other": row.other,
        "difference": row.difference,
        "change": row.change,
    }


def _total(asked: Asked, rows: Sequence[Pair]) -> Row | None:
    if not asked.subject.is_sum or not rows:
        return None
    told = _row(compared.total(rows))
    return {name: told[name] for name in ("value", "other", "difference", "change")}


def _note(asked: Asked) -> str:
    if asked.subject.kind and not asked.subject.is_sum:
        return str(_("Who goes to several places counts in each: they do not sum to the fair."))
    if asked.subject.key == "visit":
        return str(_("Unidentified people are part of no visit, nor of the total."))
    return ""
