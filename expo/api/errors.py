"""One shape for every error of the API: RFC 9457 problem details with a stable `code`."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import set_rollback

from expo.errors import Conflict, DomainError

MEDIA_TYPE = "application/problem+json"


def problem(code: str, status_code: int, detail: str, **facts: Any) -> dict[str, Any]:
    """The document: `code` for programs, `detail` for people, whatever else helps to mend it."""
    return {"type": "about:blank", "status": status_code, "code": code, "detail": detail, **facts}


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """What an API view answers when something was raised; None lets a defect surface."""
    translated = _translated(error)
    if translated is None:
        return None
    document, headers = translated
    set_rollback()
    return Response(document, status=document["status"], headers=headers, content_type=MEDIA_TYPE)


def _translated(error: Exception) -> tuple[dict[str, Any], dict[str, str]] | None:
    match error:
        case DomainError():
            return _of_domain(error), {}
        case Http404():
            return problem("not_found", 404, _("There is nothing at this address.")), {}
        case PermissionDenied():
            return problem("permission_denied", 403, _("You may not do this.")), {}
        case exceptions.APIException():
            return _of_framework(error), _headers(error)
    return None


def _of_domain(error: DomainError) -> dict[str, Any]:
    status_code = (
        status.HTTP_409_CONFLICT
        if isinstance(error, Conflict)
        else status.HTTP_422_UNPROCESSABLE_ENTITY
    )
    return problem(error.code, status_code, str(error.message), **error.facts)


def _of_framework(error: exceptions.APIException) -> dict[str, Any]:
    if isinstance(error, exceptions.ValidationError):
        return problem(
            "invalid", error.status_code, _("The request is not valid."), errors=error.detail
        )
    code = error.get_codes()
    return problem(
        code if isinstance(code, str) else error.default_code, error.status_code, str(error.detail)
    )


def _headers(error: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait) + 1)
    return headers


def not_found(request: HttpRequest, exception: Exception) -> JsonResponse:
    return _plain("not_found", 404, _("There is nothing at this address."))


def server_error(request: HttpRequest) -> JsonResponse:
    return _plain("server_error", 500, _("Something went wrong here. It has been noted."))


def _plain(code: str, status_code: int, detail: str) -> JsonResponse:
    return JsonResponse(
        problem(code, status_code, detail), status=status_code, content_type=MEDIA_TYPE
    )
