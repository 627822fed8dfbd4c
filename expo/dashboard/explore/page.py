"""The page on which any figure is taken apart, and the same as a file."""

from functools import cache, partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from expo import access, show_days
from expo.dashboard.explore import answers, asked, fields, words
from expo.dashboard.explore.answers import Answer
from expo.dashboard.explore.asked import Asked
from expo.dashboard.explore.choices import Offer
from expo.dashboard.explore.subjects import CLASS, DAY, GATE, PLACE
from expo.dashboard.pictures import files as pictures
from expo.dashboard.planning import planning_page
from expo.dashboard.tables import files as tables
from expo.errors import Refused
from expo.models import Edition, RoleKind
from visitors import attendance

FILE = "file"


@require_safe
@planning_page
def explore(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """A figure taken apart as the address says, for those who plan or organise the edition."""
    show_days.ask_once(edition)
    try:
        attendance.count_stale(edition)
        offer = Offer(edition, request.user)
        readable = cache(partial(may_read, request))  # asked of every line
        found = answers.answer(asked.read(request.GET, offer), readable)
    except Refused as reason:
        return render(request, "explore/nothing.html", {"edition": edition, "reason": reason})
    ending = request.GET.get(FILE, "")
    if ending in {*tables.FORMATS, *pictures.FORMATS}:
        return _file(request, found, ending)
    return render(request, "explore/explore.html", _told(request, found, offer))


def may_read(request: HttpRequest, edition: Edition) -> bool:
    """Whether the asker may read the rows behind its numbers."""
    return access.may(request.user, edition, RoleKind.ORGANISER)


def _file(request: HttpRequest, found: Answer, ending: str) -> HttpResponseBase:
    if ending in tables.FORMATS:
        return tables.answer(request, found.table, ending)
    name = pictures.name(found.table.edition, found.table.name, found.asked.part.as_of)
    return pictures.answer(found.chart, name, ending)


def _told(request: HttpRequest, found: Answer, offer: Offer) -> dict[str, Any]:
    return {
        "edition": found.table.edition,
        "asked": found.asked,
        "fields": fields.fields(found.asked, offer, request.GET),
        "left_out": _left_out(found.asked),
        "table": found.table,
        "chart": found.chart,
        "is_drawn": found.is_drawn,
        "as_files": _files(request),
        "compares": words.comparison(found.asked),
        "reads_rows": may_read(request, found.table.edition),
    }


def _left_out(told: Asked) -> str:
    labels = {DAY: _("Show day"), PLACE: _("Place"), GATE: _("Gate"), CLASS: _("Class")}
    return ", ".join(str(labels[name]) for name in told.left_out)


def _files(request: HttpRequest) -> dict[str, str]:
    """The address of the same question as each kind of file."""
    query = {name: word for name, word in request.GET.items() if name != FILE}
    return {
        ending: f"{request.path}?{urlencode(query | {FILE: ending})}"
        for ending in (*tables.FORMATS, *pictures.FORMATS)
    }
