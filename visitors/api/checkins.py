"""Scanners send what they hold, as often as they like, and learn what others saw."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from expo import editions
from visitors import checkins, devices, feeds, tasks, uploads
from visitors.answers import Answer
from visitors.api.authentication import DeviceAuthentication, IsDevice, door_of
from visitors.api.formats import FastRenderer, UploadParser
from visitors.api.schemas import UploadIn, UploadOut
from visitors.devices import Contact
from visitors.doors import Door
from visitors.scans import Fault, Scan
from visitors.uploads import InvalidUpload, Upload


class CheckInUpload(APIView):
    """One scan or five hundred: each is stored once and answered in its place."""

    authentication_classes = [DeviceAuthentication]
    permission_classes = [IsDevice]
    parser_classes = [UploadParser]
    renderer_classes = [FastRenderer]

    @extend_schema(request=UploadIn, responses={200: UploadOut}, tags=["door"])
    def post(self, request: Request) -> Response:
        upload = uploads.read(request.data)
        door = door_of(request)
        now = editions.now(door.edition)
        results = _take(door, upload, now)
        _note_contact(door, upload, now)
        transaction.on_commit(partial(tasks.hurry, door.edition.pk))
        return Response(
            {
                "results": results,
                "updates": feeds.updates(door, upload.cursor),
                "server_time": now.astimezone(door.rules.edition.timezone),
            }
        )


def _take(door: Door, upload: Upload, now: datetime) -> list[dict[str, Any]]:
    """Answer each scan in its place. An upload in which nothing is readable is refused whole."""
    faults = [_fault(fault) for fault in upload.faults]
    if len(faults) == len(upload.scans):
        error = faults[0]["error"]
        raise InvalidUpload(error["code"], error["detail"], results=faults)
    readable = [scan for scan in upload.scans if isinstance(scan, Scan)]
    taken = iter(checkins.take(door, readable, received_at=now, sent_at=upload.sent_at))
    return [_result(scan if isinstance(scan, Fault) else next(taken)) for scan in upload.scans]


def _result(answer: Answer | Fault) -> dict[str, Any]:
    return _fault(answer) if isinstance(answer, Fault) else answer.to_json()


def _fault(fault: Fault) -> dict[str, Any]:
    error = {"code": fault.code, "detail": gettext(fault.detail)}
    return {"id": fault.id, "stored": False, "error": error}


def _note_contact(door: Door, upload: Upload, now: datetime) -> None:
    skew: timedelta | None = upload.sent_at - now if upload.sent_at else None
    contact, at = Contact(upload.pending, skew), timezone.now()
    if door.has_news(contact, at):
        devices.heard_from(door.device, contact, at=at)
