"""Addresses that can name nothing: no row holds a NUL, and PostgreSQL refuses to look for one."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

NUL, WRITTEN = "\0", "%00"


def without_nul(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Nothing is found below an address with a NUL in its path or its query, whoever asks."""

    def answer(request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if NUL in request.path_info or WRITTEN in query or NUL in query:
            raise Http404
        return get_response(request)

    return answer
