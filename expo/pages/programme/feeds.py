"""The programme for calendars: what the page shows, or one session, as iCalendar."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from expo import calendars
from expo.api.errors import MEDIA_TYPE, problem
from expo.models import Edition, Session
from expo.pages.keeping import conditional_page
from expo.pages.programme import freshness
from expo.pages.programme.filters import Choices, UnknownFilter, Wish
from expo.pages.programme.pages import public_session


@require_safe
@conditional_page(freshness.tag)
def programme_feed(request: HttpRequest, edition: Edition, at: datetime) -> HttpResponse:
    """To subscribe to; takes the filters of the page."""
    sessions = list(Session.objects.of(edition).for_programme())
    wish = Wish.of(request.GET)
    try:
        Choices.of(edition, sessions).check(wish)
    except UnknownFilter as reason:
        document = problem(reason.code, 422, str(reason.message))
        return JsonResponse(document, status=422, content_type=MEDIA_TYPE)
    return _calendar(request, edition, wish.among(sessions), edition.slug)


@require_safe
@conditional_page(freshness.tag)
def session_feed(request: HttpRequest, edition: Edition, at: datetime, code: str) -> HttpResponse:
    """One session, to be put into one's own calendar."""
    found = public_session(edition, code)
    return _calendar(request, edition, [found], f"{edition.slug}-{found.uuid}")


def _calendar(
    request: HttpRequest, edition: Edition, sessions: Iterable[Session], name: str
) -> HttpResponse:
    calendar = calendars.written(edition, sessions, _address(request), str(get_language()))
    headers = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
    return HttpResponse(calendar, content_type=calendars.MEDIA_TYPE, headers=headers)


def _address(request: HttpRequest) -> Callable[[Session], str]:
    """Where a session can be read, from outside."""
    return lambda session: request.build_absolute_uri(reverse("session", args=[session.code]))
