"""The tables of the catalogue as files, for those who plan or organise the edition."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from expo.dashboard import asking
from expo.dashboard.planning import planning_page
from expo.dashboard.tables import catalogue, files
from expo.models import Edition
from visitors import attendance


@require_safe
@planning_page
@asking.answers_refusals
def table(request: HttpRequest, edition: Edition, name: str, ending: str) -> HttpResponseBase:
    """One table as counted by now, or as known at `?as_of=`."""
    if name not in catalogue.TABLES or ending not in files.FORMATS:
        raise Http404
    as_of = asking.moment(request)
    attendance.count_stale(edition)
    return files.answer(request, catalogue.table(name, edition, as_of=as_of), ending)
