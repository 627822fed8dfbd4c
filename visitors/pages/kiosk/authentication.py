"""Who speaks is a kiosk, known by its cookie. Whoever is logged in besides does not matter here."""

from typing import cast

from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.parsers import JSONParser
from rest_framework.permissions import BasePermission
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from visitors.doors import DeviceRevoked
from visitors.pages.kiosk.cookies import Kiosk, kiosk_of


class Nobody:
    """What stands in `request.user` when a kiosk speaks."""

    is_authenticated = True
    is_active = True
    pk = None


class KioskCookie(BaseAuthentication):
    """The cookie is of this site alone, and bodies are JSON alone: no form of another site fits."""

    def authenticate(self, request: Request) -> tuple[Nobody, Kiosk] | None:
        kiosk = kiosk_of(request._request)
        if kiosk is None:
            raise AuthenticationFailed(_("This browser is no kiosk."), "not_a_kiosk")
        if kiosk.is_revoked:
            raise AuthenticationFailed(str(DeviceRevoked.message), DeviceRevoked.code)
        return Nobody(), kiosk

    def authenticate_header(self, request: Request) -> str:
        return "Kiosk"


class IsKiosk(BasePermission):
    def has_permission(self, request: Request, view: APIView) -> bool:
        return isinstance(request.auth, Kiosk)


class KioskView(APIView):
    """An address for the kiosk's page alone: not of the API, in no schema, kept by no browser."""

    authentication_classes = [KioskCookie]
    permission_classes = [IsKiosk]
    parser_classes = [JSONParser]
    renderer_classes = [JSONRenderer]
    schema = None

    def finalize_response(self, request: Request, response: Response, *args: object) -> Response:
        answer = super().finalize_response(request, response, *args)
        answer["Cache-Control"] = "no-store"
        return answer


def speaking(request: Request) -> Kiosk:
    """The kiosk that asks, once IsKiosk has let it through."""
    return cast("Kiosk", request.auth)
