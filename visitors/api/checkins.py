"""Scanners send what they hold, as often as they like, and learn what others saw."""

from collections.abc import Iterable
from functools import partial
from typing import Any, NoReturn

from django.db import transaction
from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from expo import editions
from visitors import checkins, cursors, doors, feeds, tasks, uploads
from visitors.answers import Answer
from visitors.api import times
from visitors.api.authentication import DeviceAuthentication, HandsIn, door_of, reread
from visitors.api.formats import FastRenderer, OnlyJson, UploadParser
from visitors.api.schemas import UploadIn, UploadOut
from visitors.clocks import Clock
from visitors.doors import Door
from visitors.reports import InvalidReport
from visitors.scans import Fault, Scan
from visitors.uploads import Upload


class CheckInUpload(APIView):
    """One scan or five hundred: each is stored once and answered in its place.

    A revoked device hands in what it decided and what it took back; it asks nothing any more."""

    authentication_classes = [DeviceAuthentication]
    confirms_door = True
    permission_classes = [HandsIn]
    parser_classes = [UploadParser]
    renderer_classes = [FastRenderer]
    content_negotiation_class = OnlyJson

    @extend_schema(request=UploadIn, responses={200: UploadOut}, tags=["door"])
    def post(self, request: Request) -> Response:
        upload = uploads.read(request.data)
        door = door_of(request)
        try:
            return Response(cursors.trusting(partial(_take, door, upload)))
        except doors.Changed:
            return Response(_take(reread(door), upload))


def _take(door: Door, upload: Upload) -> dict[str, Any]:
    """Answer each scan in its place. An upload in which nothing is readable is refused whole."""
    readable = [scan for scan in upload.scans if isinstance(scan, Scan)]
    if not readable:
        _refuse(upload)
    report, now = upload.report, editions.now(door.edition)
    taken = checkins.hand_in(door, readable, Clock.of_upload(now, report.sent_at), report.cursor)
    doors.note(taken.door, report, now=now)
    transaction.on_commit(partial(tasks.hurry, door.edition.pk))
    return {
        "results": _results(upload.scans, taken.answers),
        "updates": feeds.told(taken.door, report.cursor, taken.news),
        "is_revoked": door.is_revoked,
        **times.told(door, now),
    }


def _refuse(upload: Upload) -> NoReturn:
    faults = [_fault(fault) for fault in upload.faults]
    error = faults[0]["error"]
    raise InvalidReport(error["code"], error["detail"], results=faults)


def _results(
    scans: Iterable[Scan | Fault], answers: Iterable[Answer | Fault]
) -> list[dict[str, Any]]:
    taken = iter(answers)
    return [_result(scan if isinstance(scan, Fault) else next(taken)) for scan in scans]


def _result(answer: Answer | Fault) -> dict[str, Any]:
    return _fault(answer) if isinstance(answer, Fault) else answer.to_json()


def _fault(fault: Fault) -> dict[str, Any]:
    error = {"code": fault.code, "detail": gettext(fault.detail)}
    return {"id": fault.id, "stored": False, "error": error}
