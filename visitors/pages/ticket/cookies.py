"""How a browser finds back to the ticket that it opened last: by a cookie that no script reads.

Bound to one path in every language, so that no other page gets it."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

NAME = "ticket"
PATH = "/ticket/"
LASTS = timedelta(days=60)


def token(request: HttpRequest) -> str:
    """As the browser tells it; "" where it tells none."""
    return request.COOKIES.get(NAME, "")


def keep(response: HttpResponse, token: str) -> None:
    response.set_cookie(
        NAME,
        token,
        max_age=LASTS,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    response.delete_cookie(NAME, path=PATH, samesite="Lax")
