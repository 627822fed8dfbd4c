"""The answer as a chart; what it is compared with is drawn quietly beside it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from expo.charts import Chart, ChartKind, Series
from expo.dashboard.explore import words
from expo.dashboard.explore.asked import Asked
from expo.dashboard.explore.compared import Pair
from expo.dashboard.pictures import making, summaries
from expo.dashboard.pictures.summaries import Told
from expo.dashboard.tables import Table

MOST = 60
"""More bars than that nobody tells apart."""


def of(asked: Asked, rows: Sequence[Pair], table: Table) -> Chart:
    shown = _shown(asked, rows)
    names = [row.label for row in shown]
    value = Series(words.column(asked, asked.part), [row.value for row in shown])
    quiet = [
        Series(words.column(asked, other), [row.other for row in shown], is_quiet=True)
        for other in [asked.other]
        if other
    ]
    told = Told(value, _("The most: %(where)s, %(number)s."), sums_up=asked.subject.is_sum)
    left = len(rows) - len(shown)
    return Chart(
        kind=ChartKind.LINES if asked.subject.key == "hour" else ChartKind.BARS,
        title=str(table.title),
        summary=" ".join([summaries.of([told], names), *_left(left)]),
        categories=names,
        series=[value, *quiet],
        is_ordered=asked.subject.is_ordered,
        note=making.note(asked.part.edition, table.as_of),
    )


def _shown(asked: Asked, rows: Sequence[Pair]) -> list[Pair]:
    """All of them; of very many the greatest, in their order."""
    drawn = [row for row in rows if not row.is_apart]
    if len(drawn) <= MOST or asked.subject.is_ordered:
        return drawn
    greatest = sorted(drawn, key=lambda row: row.value or 0, reverse=True)[:MOST]
    return [row for row in drawn if row in greatest]


def _left(left: int) -> list[str]:
    if left <= 0 or left < MOST:
        return []
    return [_("The %(count)s greatest are drawn; the table has all.") % {"count": MOST}]
