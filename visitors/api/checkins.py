"""Scanners send what they hold, as often as they like, and learn what others saw."""

from collections.abc import Iterable
from functools import partial
from typing import Any, NoReturn

from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import get_language, gettext
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
from visitors.clocks import Clock
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
        return Response(answer(door_of(request), upload, get_language() or ""))


def answer(door: Door, upload: Upload, language: str) -> dict[str, Any]:
    """Answer each scan in its place. An upload in which nothing is readable is refused whole.
    Raises doors.Changed for a door that is not as it was remembered."""
    readable = [scan for scan in upload.scans if isinstance(scan, Scan)]
    if not readable:
        _refuse(upload, language)
    report, now = upload.report, editions.now(door.edition)
    taken = checkins.hand_in(door, readable, Clock.of_upload(now, report.sent_at), report.cursor)
    doors.note(taken.door, report, now=now)
    _hint(door.edition.pk)
    return {
        "results": _results(upload.scans, taken.answers, language),
        "updates": feeds.told(taken.door, report.cursor, taken.news),
        "is_revoked": door.is_revoked,
        **times.told(door, now),
    }


def _hint(edition_id: int) -> None:
    """Scans are committed by now, except inside of somebody's transaction."""
    if connection.in_atomic_block:
        transaction.on_commit(partial(tasks.hurry, edition_id))
    else:
        tasks.hurry(edition_id)


def _refuse(upload: Upload, language: str) -> NoReturn:
    faults = [_fault(fault, language) for fault in upload.faults]
    error = faults[0]["error"]
    raise InvalidReport(error["code"], error["detail"], results=faults)


def _results(
    scans: Iterable[Scan | Fault], answers: Iterable[Answer | Fault], language: str
) -> list[dict[str, Any]]:
    taken = iter(answers)
    told = (scan if isinstance(scan, Fault) else next(taken) for scan in scans)
    return [_fault(one, language) if isinstance(one, Fault) else one.to_json() for one in told]


def _fault(fault: Fault, language: str) -> dict[str, Any]:
    with translation.override(language):
        error = {"code": fault.code, "detail": gettext(fault.detail)}
    return {"id": fault.id, "stored": False, "error": error}
