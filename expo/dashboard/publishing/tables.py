"""Published figures as a table: as they were told, for files and for the report."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from expo import editions
from expo.dashboard.publishing.lines import period
from expo.dashboard.tables import Column, Kind, Table
from expo.models import Edition
from visitors.models import PublishedFigure

COLUMNS = (
    Column("label", _("Figure"), Kind.NAME),
    Column("figure", _("Figure (code)"), Kind.KEY),
    Column("period", _("Period"), Kind.NAME),
    Column("day", _("Show day"), Kind.DAY, _("Empty: all show days."), missing="–"),
    Column("as_of", _("As of"), Kind.TIME, _("What the server knew then was counted.")),
    Column("value", _("Value"), meaning=_("As it was told; never changed afterwards.")),
    Column("text_ko", _("Sentence (Korean)"), Kind.NAME),
    Column("text_en", _("Sentence (English)"), Kind.NAME),
    Column("published_at", pgettext_lazy("figure", "Published"), Kind.TIME),
)


def published(edition: Edition, as_of: datetime | None = None) -> Table:
    """What had been told by then, the latest first."""
    at = as_of or editions.now(edition)
    told = PublishedFigure.objects.of(edition).filter(published_at__lte=at).latest_first()
    return Table(
        name="published",
        title=_("Published figures"),
        edition=edition,
        columns=COLUMNS,
        rows=[_row(edition, row) for row in told],
        as_of=at.astimezone(edition.tz),
    )


def _row(edition: Edition, row: PublishedFigure) -> dict[str, Any]:
    return {
        "label": row.get_figure_display(),
        "figure": row.figure,
        "period": period(row.day),
        "day": row.day,
        "as_of": row.as_of.astimezone(edition.tz),
        "value": row.value,
        "text_ko": row.text_ko,
        "text_en": row.text_en,
        "published_at": row.published_at.astimezone(edition.tz),
    }
