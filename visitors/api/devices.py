"""Scanners introduce themselves: a one-time code against a token."""

from typing import Any

from django.core.cache import cache
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from visitors import devices

MOST_FAILURES = 20
FAILURES_LAST = 60


class EnrolmentIn(serializers.Serializer[Any]):
    enrolment_code = serializers.CharField(max_length=40)


class EnrolmentOut(serializers.Serializer[Any]):
    token = serializers.CharField()
    device = serializers.UUIDField()
    gate = serializers.CharField()
    edition = serializers.SlugField()


class FewFailures(BaseThrottle):
    """Guessing codes is slowed by address; enrolling many phones with right ones is not."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        return self._failures(request) < MOST_FAILURES

    def note_failure(self, request: Request) -> None:
        cache.set(self._key(request), self._failures(request) + 1, FAILURES_LAST)

    def _failures(self, request: Request) -> int:
        return int(cache.get(self._key(request)) or 0)

    def _key(self, request: Request) -> str:
        return f"enrolment-failures:{self.get_ident(request)}"

    def wait(self) -> float:
        return FAILURES_LAST


class Enrolment(APIView):
    """Trade the one-time code of a device for its token."""

    authentication_classes = []
    permission_classes = [AllowAny]
    throttle_classes = [FewFailures]

    @extend_schema(request=EnrolmentIn, responses=EnrolmentOut, tags=["door"])
    def post(self, request: Request) -> Response:
        given = EnrolmentIn(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            device, token = devices.enrol(given.validated_data["enrolment_code"])
        except devices.CodeNotValid:
            FewFailures().note_failure(request)
            raise
        enrolled = {
            "token": token,
            "device": device.uuid,
            "gate": device.gate.code,
            "edition": device.edition.slug,
        }
        return Response(EnrolmentOut(enrolled).data)
