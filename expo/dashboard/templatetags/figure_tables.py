"""Tables of figures in templates: their lines as people read them, and where their files are."""

from datetime import datetime
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from expo.dashboard.tables import catalogue, cells
from expo.dashboard.tables.shapes import Table

register = template.Library()
register.filter("columns", cells.shown)
register.filter("lines", cells.lines)
register.filter("total", cells.total)


@register.simple_tag
def table_file(table: Table, ending: str, as_of: datetime | None) -> str:
    """The address of the table as a file, if it has one of its own; `as_of` if one was asked."""
    if table.name not in catalogue.TABLES:
        return ""
    address = reverse("dashboard_table", args=[table.edition.slug, table.name, ending])
    return f"{address}?{urlencode({'as_of': as_of.isoformat()})}" if as_of else address
