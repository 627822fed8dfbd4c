"""The charts of the catalogue as files, for those who plan or organise the edition."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from expo.dashboard import asking
from expo.dashboard.pictures import catalogue, files
from expo.dashboard.planning import planning_page
from expo.models import Edition
from visitors import attendance


@require_safe
@planning_page
@asking.answers_refusals
def chart(request: HttpRequest, edition: Edition, name: str, ending: str) -> HttpResponseBase:
    """One chart as counted by now, or as known at `?as_of=`; some of one `?day=`."""
    if name not in catalogue.NAMES or ending not in files.FORMATS:
        raise Http404
    as_of, day = asking.moment(request), asking.day(request)
    attendance.count_stale(edition)
    told = catalogue.chart(name, edition, as_of=as_of, day=day)
    return files.answer(told, files.name(edition, name, as_of), ending)
