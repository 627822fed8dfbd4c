"""Charts of tables: the same numbers under the same words."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from expo.charts import Chart, Series
from expo.dashboard.pictures import summaries
from expo.dashboard.pictures.forms import FORMS, Form
from expo.dashboard.pictures.summaries import Told
from expo.dashboard.tables import catalogue as tables
from expo.dashboard.tables.shapes import Table
from expo.models import Edition


def of(name: str, edition: Edition, as_of: datetime | None = None) -> Chart:
    """Raises NoShowDays, ContradictoryRules, AsOfTooEarly and AsOfInTheFuture."""
    return of_table(FORMS[name], tables.table(FORMS[name].table, edition, as_of=as_of))


def of_table(form: Form, table: Table) -> Chart:
    names = [form.names(row) for row in table.rows]
    series = [
        Series(label, [row[key] for row in table.rows], is_quiet=key in form.quiet)
        for key, label in _labels(form, table).items()
    ]
    told = [
        Told(each, form.greatest, sums_up=key in (table.total or {}))
        for key, each in zip(form.columns, series, strict=True)
        if key not in form.quiet
    ]
    return Chart(
        kind=form.kind,
        title=str(form.title),
        summary=summaries.of(told, names),
        categories=names,
        series=series,
        unit=str(form.unit),
        is_ordered=form.is_ordered,
        note=note(table.edition, table.as_of),
    )


def note(edition: Edition, as_of: datetime | None) -> str:
    """From where the figures are and as of when; stands below a chart that is a file."""
    if as_of is None:
        return str(edition.name)
    moment = date_format(as_of.astimezone(edition.tz), "Y-m-d H:i")
    return _("%(edition)s, as of %(moment)s") % {"edition": edition.name, "moment": moment}


def _labels(form: Form, table: Table) -> dict[str, str]:
    labels = {column.key: str(column.label) for column in table.columns}
    return {key: labels[key] for key in form.columns}
