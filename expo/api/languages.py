"""The API speaks the language that the client asks for: its addresses carry none."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

API = "/api/"


def speak_the_clients_language(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """After LocaleMiddleware, which tells pages' languages by their addresses (`/en/…`) alone."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(API):
            translation.activate(translation.get_language_from_request(request))
            request.LANGUAGE_CODE = translation.get_language()
        return get_response(request)

    return answer
