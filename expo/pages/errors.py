"""The pages that say what went wrong; under the API, problem+json."""

from typing import NoReturn

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views import defaults

from expo.api import errors as api_errors

API = "/api/"


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(API):
        return api_errors.not_found(request, exception)
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return defaults.permission_denied(request, exception)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form left open too long, or sent from somewhere else."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Says so without asking the database, which may be what has failed."""
    if request.path.startswith(API):
        return api_errors.server_error(request)
    return HttpResponse(render_to_string("500.html"), status=500)


def closed(request: HttpRequest) -> NoReturn:
    """An address that a library brings and this house does not offer."""
    raise Http404
