"""What a worker stored of a report: the file, and the same as a page."""

from io import BytesIO
from pathlib import Path
from typing import IO

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from expo.models import ReportRun

STYLES = ("css/report.css", "css/plan_drawing.css")
PAGE, PAGE_TYPE = "html", "text/html; charset=utf-8"


def opened(run: ReportRun, ending: str, title: str) -> IO[bytes] | None:
    """The file with that ending; None where it has gone."""
    if ending == PAGE:
        return standalone(run, title)
    try:
        return run.file.open() if run.file else None
    except OSError:
        return None


def article(run: ReportRun) -> str | None:
    """The report as a piece of a page; None where it has gone."""
    try:
        with run.page.open() as file:
            return str(file.read().decode())
    except (OSError, ValueError):
        return None


def standalone(run: ReportRun, title: str) -> IO[bytes] | None:
    """The same as one file that needs no other: it is read from a disk, years later."""
    told = article(run)
    if told is None:
        return None
    context = {
        "run": run,
        "title": title,
        "article": mark_safe(told),  # noqa: S308  # our own template's, every word escaped
        "styles": [_style(name) for name in STYLES],
    }
    return BytesIO(render_to_string("reports/standalone.html", context).encode())


def _style(name: str) -> str:
    """Of our own making, without any word of anybody."""
    return mark_safe(Path(str(finders.find(name))).read_text(encoding="utf-8"))  # noqa: S308
