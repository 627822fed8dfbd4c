"""The programme for calendars: what the page shows, or one session, as iCalendar."""

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from expo import calendars
from expo.api.errors import MEDIA_TYPE, problem
from expo.models import Edition, Session
from expo.pages.programme.filters import Choices, UnknownFilter, Wish
from expo.pages.programme.pages import public_edition, public_session


@require_safe
@cache_control(public=True, no_cache=True)
@conditional_page
def programme_feed(request: HttpRequest) -> HttpResponse:
    """To subscribe to; takes the filters of the page."""
    edition = public_edition()
    sessions = list(Session.objects.of(edition).for_programme())
    wish = Wish.of(request.GET)
    with timezone.override(edition.tz):
        try:
            Choices.of(edition, sessions).check(wish)
        except UnknownFilter as reason:
            document = problem(reason.code, 422, str(reason.message))
            return JsonResponse(document, status=422, content_type=MEDIA_TYPE)
        return _calendar(request, edition, wish.among(sessions), edition.slug)


@require_safe
@cache_control(public=True, no_cache=True)
@conditional_page
def session_feed(request: HttpRequest, code: str) -> HttpResponse:
    """One session, to be put into one's own calendar."""
    edition = public_edition()
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
