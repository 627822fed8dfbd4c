"""The addresses that scanners call by the hundred a second, answered before anything else is asked.

Sessions, cookies, accounts, forms and histories concern people; who speaks here shows a device's
token, and what is stored is its own history. So the view is called at once.
"""

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.urls import resolve
from django.utils import translation

ADDRESSES = frozenset({"/api/v1/checkins/"})
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
}

Answer = Callable[[HttpRequest], HttpResponseBase]
View = Callable[[HttpRequest], SimpleTemplateResponse]


class HotAddresses:
    """Middleware, behind that of transport security and before all others."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info not in ADDRESSES:
            return self.get_response(request)
        with translation.override(translation.get_language_from_request(request)):
            response = _view(request.path_info)(request)
            response.render()
        for name, value in HEADERS.items():
            response.headers[name] = value
        response.headers["Content-Length"] = str(len(response.content))
        return response


@cache
def _view(address: str) -> View:
    view: View = resolve(address).func
    return view
