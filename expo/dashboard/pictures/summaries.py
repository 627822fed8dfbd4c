"""What a chart says, in sentences: how much in all, where the most, when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from expo.charts import Series
from expo.charts.scales import grouped
from expo.dashboard.tables.shapes import Words

MOST = 3
"""Of more series than that a summary tells the greatest alone."""


@dataclass(frozen=True, slots=True)
class Told:
    """A series, the sentence that names its greatest value, and whether they sum to something."""

    series: Series
    greatest: Words
    sums_up: bool


def of(told: Sequence[Told], names: Sequence[str]) -> str:
    """Sentences without a particle after a name or a number, which Korean would have to choose."""
    known = [each for each in told if any(value is not None for value in each.series.values)]
    if not known:
        return _("There is nothing to show yet.")
    ranked = sorted(known, key=_sum, reverse=True)
    shown = known if len(known) <= MOST else ranked[:1]
    return " ".join(sentence for each in shown for sentence in _sentences(each, names))


def _sentences(told: Told, names: Sequence[str]) -> Iterator[str]:
    name, values = told.series.name, told.series.values
    if not any(values):
        yield _("%(name)s: everywhere 0.") % {"name": name}
        return
    known = [(value, -at) for at, value in enumerate(values) if value is not None]
    most, where = max(known)
    greatest = str(told.greatest) % {"where": names[-where], "number": grouped(most)}
    if told.sums_up:
        total = {"name": name, "total": grouped(_sum(told)), "greatest": greatest}
        yield _("%(name)s: %(total)s in all. %(greatest)s") % total
    else:
        yield _("%(name)s: %(greatest)s") % {"name": name, "greatest": greatest}


def _sum(told: Told) -> float:
    return sum(value for value in told.series.values if value is not None)
