"""Charts in templates: drawn for a wide page and for a phone, and where their files are."""

from datetime import datetime
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from expo.charts import Chart
from expo.dashboard.pictures import drawn
from expo.models import Edition

WIDE, NARROW = 960, 400

register = template.Library()


@register.simple_tag
def wide(chart: Chart, key: str) -> SafeString:
    return drawn.svg(chart, width=WIDE, key=f"{key}-wide")


@register.simple_tag
def narrow(chart: Chart, key: str) -> SafeString:
    return drawn.svg(chart, width=NARROW, key=f"{key}-narrow")


@register.simple_tag
def chart_file(edition: Edition | str, name: str, ending: str, as_of: datetime | None) -> str:
    """The address of a chart of the catalogue as a file; nothing without a name."""
    if not name or isinstance(edition, str):
        return ""
    address = reverse("dashboard_chart", args=[edition.slug, name, ending])
    return f"{address}?{urlencode({'as_of': as_of.isoformat()})}" if as_of else address
