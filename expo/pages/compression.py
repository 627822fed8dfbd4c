"""Pages made small for whoever takes them so, where no proxy does it.

Only what is the same for everybody: whoever makes a page say what he likes and sees how long it
becomes can guess a secret that stands in it too (BREACH). So never a page with somebody's name or
with a form's token."""

import gzip
import re
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

Asked = ParamSpec("Asked")

SMALLEST = 200
"""Bytes below which it would not become smaller."""
LEVEL = 6
"""Half the work of the highest, for a page that is a hundredth longer."""
KINDS = ("text/", "application/json")
TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")


def compressed(view: Callable[Asked, HttpResponseBase]) -> Callable[Asked, HttpResponseBase]:
    """For a view that answers everybody the same."""

    @wraps(view)
    def answer(*args: Asked.args, **kwargs: Asked.kwargs) -> HttpResponseBase:
        response, (request, *_others) = view(*args, **kwargs), args
        if isinstance(response, HttpResponse):
            return fitted(request, compress(response))  # type: ignore[arg-type]
        return response

    return answer


def compress(response: HttpResponse) -> HttpResponse:
    """The response itself, its content smaller where that is worth it; again is no error."""
    if "Content-Encoding" not in response and _may_become_smaller(response):
        _replace(response, gzip.compress(response.content, LEVEL, mtime=0))
        response["Content-Encoding"] = "gzip"
    return response


def fitted(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response itself, as large again for the few who do not take it compressed."""
    patch_vary_headers(response, ["Accept-Encoding"])
    if response.get("Content-Encoding") == "gzip" and not _takes_gzip(request):
        _replace(response, gzip.decompress(response.content))
        del response["Content-Encoding"]
    return response


def _replace(response: HttpResponse, content: bytes) -> None:
    response.content = content
    if "Content-Length" in response:
        response["Content-Length"] = str(len(content))


def _takes_gzip(request: HttpRequest) -> bool:
    return bool(TAKES_GZIP.search(request.headers.get("Accept-Encoding", "")))


def _may_become_smaller(response: HttpResponse) -> bool:
    is_text = response.get("Content-Type", "").startswith(KINDS)
    return is_text and len(response.content) >= SMALLEST
