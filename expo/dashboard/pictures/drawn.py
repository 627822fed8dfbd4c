"""Charts drawn in the reader's words and in the fonts of this installation."""

from dataclasses import replace

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from reportlab.graphics.shapes import Drawing

from expo import charts
from expo.charts import Chart, Words

WIDTH = 960


def svg(
    chart: Chart, *, width: float = WIDTH, height: float | None = None, key: str = "chart"
) -> SafeString:
    """For a page, where `key` is its own; the page sets the title above it."""
    drawn = charts.svg(_told(chart), width=width, height=height, key=key)
    return mark_safe(drawn)  # noqa: S308 # expo.charts escapes every text


def file(chart: Chart, *, width: float = WIDTH, height: float | None = None) -> str:
    """As an SVG that stands alone, with its title and note."""
    return charts.svg(_told(chart), width=width, height=height, is_titled=True)


def png(
    chart: Chart, *, width: float = WIDTH, height: float | None = None, scale: float = 2
) -> bytes:
    """Raises FontMissing."""
    told = _told(chart)
    return charts.png(told, settings.FONTS, width=width, height=height, scale=scale)


def drawing(chart: Chart, *, width: float, height: float | None = None) -> Drawing:
    """For a PDF, in points; without its title. Raises FontMissing."""
    return charts.drawing(_told(chart), settings.FONTS, width=width, height=height)


def _told(chart: Chart) -> Chart:
    """The chart with what a drawing says by itself."""
    words = Words(
        language=get_language() or "",
        nothing=_("There is nothing to show yet."),
        more=_("and {count} more, see the table"),
    )
    return replace(chart, words=words)
