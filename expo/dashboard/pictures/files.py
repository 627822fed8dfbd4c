"""A chart as a file: it stands alone, with title and note, on white paper."""

from datetime import datetime

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from expo.charts import Chart
from expo.dashboard.pictures import drawn
from expo.models import Edition
from visitors import attendance

SVG, PNG = "svg", "png"
FORMATS = (SVG, PNG)


def answer(chart: Chart, name: str, format_: str) -> HttpResponse:
    """The file `<name>.<format>` to keep. Raises FontMissing."""
    if format_ == PNG:
        response = HttpResponse(drawn.png(chart), content_type="image/png")
    else:
        response = HttpResponse(drawn.file(chart), content_type="image/svg+xml; charset=utf-8")
    disposition = content_disposition_header(True, f"{name}.{format_}")  # noqa: FBT003 # Django's
    response.headers["Content-Disposition"] = str(disposition)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def name(edition: Edition, chart: str, as_of: datetime | None) -> str:
    """As `2023-day-20231125T1302`: of which edition, what, and as of when by the fair's clock."""
    moment = as_of or attendance.counted_to(edition)
    told = [f"{moment.astimezone(edition.tz):%Y%m%dT%H%M}"] if moment else []
    return "-".join([edition.slug, chart, *told])
