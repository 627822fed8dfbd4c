"""What a scanner knows when it decides alone."""

from django.http import HttpResponseNotModified
from django.utils.http import parse_etags, quote_etag
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from expo import editions
from visitors import feeds
from visitors.api.authentication import DeviceAuthentication, IsDevice, door_of
from visitors.api.formats import FastRenderer
from visitors.api.schemas import SnapshotOut


class GateSnapshot(APIView):
    """Keys, days, the gate's rules, revoked tickets, and who is inside today. No names.

    The ETag is the cursor: with `If-None-Match` nothing is sent while nothing has changed.
    """

    authentication_classes = [DeviceAuthentication]
    permission_classes = [IsDevice]
    renderer_classes = [FastRenderer]

    @extend_schema(responses={200: SnapshotOut, 304: None}, tags=["door"])
    def get(self, request: Request) -> Response | HttpResponseNotModified:
        door = door_of(request)
        for tag in parse_etags(request.headers.get("If-None-Match", "")):
            if not feeds.has_changed(door, tag.removeprefix("W/").strip('"')):
                return HttpResponseNotModified(headers={"ETag": tag})
        document = feeds.snapshot(door, editions.now(door.edition))
        return Response(document, headers={"ETag": quote_etag(document["cursor"])})
