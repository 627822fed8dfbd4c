"""Somebody forgot the ticket: on-line, a device that may do so looks for the name."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from expo import looks
from expo.models import LookAct, SubjectKind
from visitors import people, tickets
from visitors.api.authentication import DeviceAuthentication, IsDevice, door_of
from visitors.api.formats import FastRenderer, UploadParser
from visitors.models import Ticket
from visitors.models.classes import CLASS_NAMES


class SearchIn(serializers.Serializer[Any]):
    q = serializers.CharField(min_length=2, max_length=100, help_text="A name, or part of one.")


class PersonOut(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="That of the ticket, to be scanned as any other.")
    name = serializers.CharField()
    organisation = serializers.CharField(allow_blank=True)
    ticket_class = serializers.ChoiceField(CLASS_NAMES)
    heads = serializers.IntegerField(min_value=1)

    def get_fields(self) -> dict[str, serializers.Field]:  # type: ignore[type-arg]
        """`class` is no name that Python allows for an attribute."""
        fields = super().get_fields()
        fields["class"] = fields.pop("ticket_class")
        return fields


class SearchOut(serializers.Serializer[Any]):
    people = PersonOut(many=True, help_text="At most ten.")


class MaySearch(IsDevice):
    """An organiser says of each device whether it may."""

    code = "search_not_allowed"
    message = _("This device may not look people up by name. An organiser can allow it.")

    def has_permission(self, request: Request, view: APIView) -> bool:
        return super().has_permission(request, view) and door_of(request).may_search


class FewSearches(SimpleRateThrottle):
    """As often as a hurried hand types; too seldom to copy the list of visitors."""

    rate = "60/min"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        return f"door-searches:{door_of(request).uuid}"


class GateSearch(APIView):
    """At most ten valid tickets by the name of their holder. The device keeps none of it."""

    authentication_classes = [DeviceAuthentication]
    permission_classes = [MaySearch]
    throttle_classes = [FewSearches]
    parser_classes = [UploadParser]
    renderer_classes = [FastRenderer]

    @extend_schema(request=SearchIn, responses={200: SearchOut}, tags=["door"])
    def post(self, request: Request) -> Response:
        given = SearchIn(data=request.data)
        given.is_valid(raise_exception=True)
        found = people.tickets_of(door_of(request).edition, given.validated_data["q"])
        _note(request, found)
        told = zip(found, tickets.codes(found), strict=True)
        return Response({"people": [_person(ticket, code) for ticket, code in told]})


def _note(request: Request, found: list[Ticket]) -> None:
    """Who was shown to the device. What was typed is noted nowhere."""
    door = door_of(request)
    seen = [people.holder_of(ticket).pk for ticket in found]
    looks.saw(
        looks.Caller(door.operator, looks.caller(request).address, device=door.device),
        LookAct.SEARCH,
        "gate.search",
        SubjectKind.PERSON,
        seen,
        edition=door.edition,
    )


def _person(ticket: Ticket, code: str) -> dict[str, Any]:
    return {
        "code": code,
        "name": people.name_of(ticket),
        "organisation": people.organisation_of(ticket),
        "class": ticket.ticket_class,
        "heads": ticket.heads,
    }
