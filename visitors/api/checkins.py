"""Scanners send what they hold, as often as they like, and learn what others saw."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from expo import editions
from visitors import checkins, doors, feeds, tasks, uploads
from visitors.answers import Answer
from visitors.api import times
from visitors.api.authentication import DeviceAuthentication, HandsIn, door_of
from visitors.api.formats import FastRenderer, UploadParser
from visitors.api.schemas import UploadIn, UploadOut
from visitors.doors import Door
from visitors.reports import InvalidReport
from visitors.scans import Fault, Scan
from visitors.uploads import Upload


class CheckInUpload(APIView):
    """One scan or five hundred: each is stored once and answered in its place.

    A revoked device hands in what it decided and what it took back; it asks nothing any more."""

    authentication_classes = [DeviceAuthentication]
    permission_classes = [HandsIn]
    parser_classes = [UploadParser]
    renderer_classes = [FastRenderer]

    @extend_schema(request=UploadIn, responses={200: UploadOut}, tags=["door"])
    def post(self, request: Request) -> Response:
        upload = uploads.read(request.data)
        door = door_of(request)
        now = editions.now(door.edition)
        results = _take(door, upload, now)
        doors.note(door, upload.report, now=now)
        transaction.on_commit(partial(tasks.hurry, door.edition.pk))
        return Response(
            {
                "results": results,
                "updates": feeds.updates(door, upload.report.cursor),
                "is_revoked": door.is_revoked,
                **times.told(door, now),
            }
        )


def _take(door: Door, upload: Upload, now: datetime) -> list[dict[str, Any]]:
    """Answer each scan in its place. An upload in which nothing is readable is refused whole."""
    faults = [_fault(fault) for fault in upload.faults]
    if len(faults) == len(upload.scans):
        error = faults[0]["error"]
        raise InvalidReport(error["code"], error["detail"], results=faults)
    readable = [scan for scan in upload.scans if isinstance(scan, Scan)]
    taken = iter(checkins.take(door, readable, received_at=now, sent_at=upload.report.sent_at))
    return [_result(scan if isinstance(scan, Fault) else next(taken)) for scan in upload.scans]


def _result(answer: Answer | Fault) -> dict[str, Any]:
    return _fault(answer) if isinstance(answer, Fault) else answer.to_json()


def _fault(fault: Fault) -> dict[str, Any]:
    error = {"code": fault.code, "detail": gettext(fault.detail)}
    return {"id": fault.id, "stored": False, "error": error}
