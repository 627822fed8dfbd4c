"""Registering through the API: by whoever builds a page or an app of his own for visitors."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django.db.models import QuerySet
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from expo import access, editions, tasks
from expo.api.lists import ListQuery, PublicList, described
from expo.errors import Refused
from expo.models import Edition
from visitors import consents, limits, registrations
from visitors.api.figures import EDITION
from visitors.api.formats import UploadParser
from visitors.api.registration_answers import answer
from visitors.api.registration_shapes import (
    LANGUAGES,
    ConsentTextOut,
    RegistrationIn,
    RegistrationOut,
    details,
    ticket_class,
)
from visitors.models import ConsentKind, ConsentText, Registration
from visitors.registrations import Application, openness

TAGS = ["registration"]


class NotRegistrable(Refused):
    """Facts: `errors` and `codes`, each by field."""

    code = "invalid"
    message = _("The request is not valid.")


class NoticeChanged(Refused):
    """Facts: the `field`, and the `kind` of the notice."""

    code = "notice_changed"
    message = _("This notice has changed, or never was: read the newest version and agree to it.")


class NoShowDay(Refused):
    """Facts: the `field`."""

    code = "no_such_show_day"
    message = _("This is not a show day of the edition.")


class FewRegistrations(BaseThrottle):
    """As many as a school makes behind one address, and no more."""

    seconds = 0

    def allow_request(self, request: Request, view: APIView) -> bool:
        if request.method == "POST":
            self.seconds = limits.seconds_to_wait(request._request, limits.REGISTRATIONS)
        return not self.seconds

    def wait(self) -> float:
        return self.seconds


@method_decorator(cache_control(private=True, no_store=True), name="dispatch")
class Registrations(APIView):
    """Register somebody for a published edition, with the ticket at once."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (FewRegistrations,)
    parser_classes = (UploadParser,)

    @extend_schema(
        operation_id="register",
        parameters=[EDITION],
        request=RegistrationIn,
        responses={201: RegistrationOut},
        auth=[],
        tags=TAGS,
    )
    def post(self, request: Request, slug: str) -> Response:
        """Anybody may, within limits by address (429 with `Retry-After`). Read `consent-texts`
        first: what was agreed to is named in `consents`. Faults are 422 with `code`, and either
        `field` or `errors` and `codes` by field. The same `id` with the same person gives the same
        answer again, with another one 409. Who was registered before is told to nobody."""
        edition = access.public_edition(slug)
        at = editions.now(edition)
        application = _application(edition, _told(request))
        if not Registration.objects.filter(uuid=application.uuid).exists():
            openness.check(edition, at)
        made = registrations.register(edition, application, at=at)
        tasks.hurry_mails()
        return Response(RegistrationOut(answer(made)).data, status=201)


class ConsentTextQuery(ListQuery):
    language = serializers.ChoiceField(LANGUAGES, required=False)


@described(ConsentTextQuery, "list_consent_texts")
class ConsentTexts(PublicList[ConsentText]):
    """The notices to show before somebody registers: the newest version of each."""

    serializer_class = ConsentTextOut
    query_class = ConsentTextQuery

    def rows(self, edition: Edition) -> QuerySet[ConsentText]:
        order = ("kind", "language", "-version")
        newest = ConsentText.objects.filter(edition=edition).order_by(*order)
        return newest.distinct("kind", "language")

    def by_language(self, rows: QuerySet[ConsentText], language: str) -> QuerySet[ConsentText]:
        return rows.filter(language=language)


def _told(request: Request) -> dict[str, Any]:
    """What was sent, read. Raises NotRegistrable."""
    given = RegistrationIn(data=request.data)
    try:
        given.is_valid(raise_exception=True)
    except exceptions.ValidationError as error:
        raise NotRegistrable(errors=error.detail, codes=error.get_codes()) from error
    told: dict[str, Any] = given.validated_data
    return told


def _application(edition: Edition, told: Mapping[str, Any]) -> Application:
    """Raises NoShowDay and NoticeChanged."""
    days = list(edition.show_days.order_by("date").values_list("date", flat=True))
    language = told.get("language", "ko")
    return Application(
        uuid=told.get("id") or uuid4(),
        details=details(told),
        companions=[details(each) for each in told.get("companions", [])],
        ticket_class=ticket_class(told),
        language=language,
        heads=told.get("heads", 1),
        first_day=_number_of(days, told, "first_day") or 0,
        last_day=_number_of(days, told, "last_day"),
        agreed=[_agreed(edition, each) for each in told["consents"]],
    )


def _number_of(days: Sequence[date], told: Mapping[str, Any], field: str) -> int | None:
    if field not in told:
        return None
    if told[field] not in days:
        raise NoShowDay(field=field)
    return days.index(told[field])


def _agreed(edition: Edition, each: Mapping[str, Any]) -> ConsentText:
    """The notice that is meant, if it is still the newest."""
    try:
        text = consents.notice(edition, each["language"], ConsentKind(each["kind"]))
    except consents.NoNotice as error:
        raise NoticeChanged(field="consents", kind=each["kind"]) from error
    if text.version != each["version"]:
        raise NoticeChanged(field="consents", kind=each["kind"])
    return text
