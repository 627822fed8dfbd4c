"""The heartbeat: a scanner says how it is, and learns what has changed, between two scans."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from expo import editions
from visitors import doors, feeds, reports
from visitors.api import times
from visitors.api.authentication import DeviceAuthentication, IsDevice, door_of
from visitors.api.formats import FastRenderer, UploadParser
from visitors.api.schemas import ContactOut, ReportIn
from visitors.doors import Door


class GateContact(APIView):
    """What the device says of itself is noted; it gets the updates that an upload would bring."""

    authentication_classes = [DeviceAuthentication]
    permission_classes = [IsDevice]
    parser_classes = [UploadParser]
    renderer_classes = [FastRenderer]

    @extend_schema(request=ReportIn, responses={200: ContactOut}, tags=["door"])
    def post(self, request: Request) -> Response:
        report = reports.read(request.data)
        door = door_of(request)
        now = editions.now(door.edition)
        doors.note(door, report, now=now)
        return Response(
            {
                "updates": feeds.updates(door, report.cursor),
                "device": _device(door),
                **times.told(door, now),
            }
        )


def _device(door: Door) -> dict[str, Any]:
    """What an organiser may have changed since the device was enrolled."""
    called = door.staff_called_at
    return {
        "name": door.name,
        "gate": door.rules.gate.code,
        "may_search": door.may_search,
        "staff_called_at": called and called.astimezone(door.rules.edition.timezone),
    }
