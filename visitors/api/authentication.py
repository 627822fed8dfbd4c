"""Who speaks is a device, known by its token. A device is no account."""

from typing import cast

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from expo.errors import Refused
from visitors import doors
from visitors.doors import Door


class AtDoor:
    """What stands in `request.user` when a device speaks: nobody, who is let in."""

    is_authenticated = True
    is_active = True
    pk = None


class DeviceAuthentication(BaseAuthentication):
    """`Authorization: Device <token>`. `request.auth` is the Door, even of a revoked device."""

    keyword = "Device"

    def authenticate(self, request: Request) -> tuple[AtDoor, Door] | None:
        match get_authorization_header(request).split():
            case [keyword, token] if keyword.lower() == self.keyword.lower().encode():
                return AtDoor(), _found(token.decode("ascii", "replace"))
            case []:
                return None
        raise _failed(doors.UnknownDevice())

    def authenticate_header(self, request: Request) -> str:
        return self.keyword


def _found(token: str) -> Door:
    try:
        return doors.of_token(token)
    except doors.UnknownDevice as error:
        raise _failed(error) from error


class DeviceScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the API's schema tells of it."""

    target_class = DeviceAuthentication
    name = "device"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        words = "`Device <token>`, the token of an enrolled device."
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": words}


def _failed(error: Refused) -> AuthenticationFailed:
    return AuthenticationFailed(str(error.message), code=error.code)


def door_of(request: Request) -> Door:
    """The door that speaks, once HandsIn or IsDevice has let it through."""
    return cast(Door, request.auth)


class HandsIn(BasePermission):
    """Any enrolled device, also one that was revoked: what it did is a fact."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return isinstance(request.auth, Door)


class IsDevice(HandsIn):
    """A device in service. A revoked one is turned away with 401."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not super().has_permission(request, view):
            return False
        if door_of(request).is_revoked:
            raise _failed(doors.DeviceRevoked())
        return True
