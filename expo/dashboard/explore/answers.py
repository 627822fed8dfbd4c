"""A question answered: its lines beside those of what it is compared with, as table and chart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from expo.charts import Chart
from expo.dashboard.explore import compared, drawings, lines, links, sheets
from expo.dashboard.explore.asked import AS_OF, WITH, Asked, Part
from expo.dashboard.explore.compared import Pair
from expo.dashboard.explore.lines import Line
from expo.dashboard.tables import Table
from expo.errors import Refused
from expo.models import Edition
from visitors.attendance import AsOfInTheFuture, AsOfTooEarly

MayRead = Callable[[Edition], bool]


@dataclass(frozen=True, slots=True)
class Answer:
    """`asked` as it was answered: without a moment, or an edition, that could not be told of."""

    asked: Asked
    table: Table
    chart: Chart

    @property
    def is_drawn(self) -> bool:
        return bool(self.chart.categories) and not self.chart.is_empty


def answer(asked: Asked, may_read: MayRead) -> Answer:
    """`may_read`: whether the asker may read the rows behind an edition's numbers.

    Raises NoShowDays and ContradictoryRules."""
    asked, mine = _mine(asked)
    asked, others = _others(asked)
    rows = compared.pairs(mine, others)
    table = sheets.of(asked, rows, [_addresses(asked, row, others, may_read) for row in rows])
    table = replace(table, total=_linked_total(asked, table, may_read))
    return Answer(asked, table, drawings.of(asked, rows, table))


def _mine(asked: Asked) -> tuple[Asked, list[Line]]:
    try:
        return asked, lines.of(asked.subject, asked.figure, asked.part)
    except (AsOfTooEarly, AsOfInTheFuture) as reason:
        told = _("%(reason)s Possible: %(earliest)s to %(latest)s.") % {
            "reason": reason.message,
            "earliest": _minute(reason.facts["earliest"]),
            "latest": _minute(reason.facts["latest"]),
        }
        now = replace(asked, part=replace(asked.part, as_of=None))
        if asked.other:
            now = replace(now, other=replace(asked.other, as_of=None))
        return _mine(replace(now, faults={**asked.faults, AS_OF: told}))


def _minute(moment: object) -> str:
    return str(moment)[:16]


def _others(asked: Asked) -> tuple[Asked, list[Line]]:
    if asked.other is None:
        return asked, []
    try:
        return asked, lines.of(asked.subject, asked.figure, asked.other)
    except Refused as reason:
        faults = {**asked.faults, WITH: str(reason.message)}
        return replace(asked, other=None, compared_with="", faults=faults), []


def _addresses(
    asked: Asked, row: Pair, others: Sequence[Line], may_read: MayRead
) -> dict[str, str]:
    """Where the rows of both numbers are; of what is not known there are none."""
    sides: list[tuple[str, Part, Line | None]] = [("value", asked.part, row.line)]
    if asked.other:
        found = next((line for line in others if line.match == row.match), None)
        sides.append(("other", asked.other, found))
    return {
        name: links.of_line(asked, part, line)
        for name, part, line in sides
        if line and line.value is not None and may_read(part.edition)
    }


def _linked_total(asked: Asked, table: Table, may_read: MayRead) -> dict[str, object] | None:
    if table.total is None:
        return None
    sides = {"value": asked.part} | ({"other": asked.other} if asked.other else {})
    addresses = {
        name: links.of_total(asked, part) for name, part in sides.items() if may_read(part.edition)
    }
    return {**table.total, "addresses": addresses}
