"""Numbers of the report in words: with their units, grouped, in the report's language."""

from dataclasses import replace
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from expo.dashboard.reports.documents import Figure
from expo.dashboard.tables import Table
from visitors.definitions import DEFINITIONS
from visitors.publications import amount


def figure(term: str, number: int, note: str = "") -> Figure:
    """A figure that counts people (or passages), with its definition."""
    told = DEFINITIONS[term]
    return Figure(str(told.label), amount(term, number), str(told.meaning), note)


def share(part: float | None) -> str:
    """From 0 to 1; of nothing there is none."""
    return "–" if part is None else f"{100 * part:.1f}%"


def square_metres(area: Any) -> str:
    return _("%(area)s m²") % {"area": intcomma(f"{area:.2f}")}


def narrowed(table: Table, *keys: str) -> Table:
    """The table with these columns alone, in this order: what a page has room for."""
    columns = {column.key: column for column in table.columns}
    return replace(table, columns=[columns[key] for key in keys])
