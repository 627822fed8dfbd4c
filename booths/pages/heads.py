"""What a page says of itself to those who link it: search engines, messengers, networks."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.text import Truncator
from django.utils.translation import get_language

LOCALES = {"ko": "ko_KR", "en": "en_US"}
MOST = 160


@dataclass(frozen=True, slots=True)
class Head:
    """Addresses are whole ones. `image` may be empty; `alternates`: language → address."""

    title: str
    description: str
    canonical: str
    alternates: dict[str, str]
    locale: str
    image: str = ""


def head(request: HttpRequest, title: str, description: str, image: str = "") -> Head:
    """`image`: an address of this site. The canonical address has no query."""
    path = request.path
    return Head(
        title,
        Truncator(" ".join(description.split())).chars(MOST),
        whole(request, path),
        {code: whole(request, translate_url(path, code)) for code, _name in settings.LANGUAGES},
        LOCALES.get(get_language() or "", ""),
        image and whole(request, image),
    )


def whole(request: HttpRequest, path: str) -> str:
    """The address as the world writes it, whatever name this request came by."""
    return (
        f"{settings.SITE_URL.rstrip('/')}{path}"
        if settings.SITE_URL
        else (request.build_absolute_uri(path))
    )
