"""What stands around every page: the edition, the other language, and where the asker may go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from expo import editions, idling, workplaces

OWN_NAMES = {"ko": "한국어", "en": "English"}


def frame(request: HttpRequest) -> dict[str, Any]:
    """A context processor. Rows are read only when the page shows them."""
    return {
        "edition": SimpleLazyObject(editions.public_now),
        "languages": SimpleLazyObject(lambda: _languages(request.get_full_path())),
        "workplaces": SimpleLazyObject(lambda: workplaces.of(request.user)),
        "idle_script": SimpleLazyObject(lambda: _idle_script(request)),
        "has_masthead": settings.GOVERNMENT_MASTHEAD,
        "is_demonstration": settings.DEMONSTRATION,
    }


def _idle_script(request: HttpRequest) -> str:
    """Where somebody is logged off when nobody works; "" everywhere else."""
    watched = idling.limit_of(request.path_info) is not None and request.user.is_authenticated
    return idling.script(request) if watched else ""


def _languages(here: str) -> list[dict[str, Any]]:
    """This page in every language; the home page where it exists in one language only."""
    return [
        {
            "code": code,
            "name": OWN_NAMES[code],
            "url": _in(code, here),
            "is_current": code == get_language(),
        }
        for code, _name in settings.LANGUAGES
    ]


def _in(code: str, here: str) -> str:
    if code == get_language():
        return here
    there = translate_url(here, code)
    return there if there != here else translate_url("/", code)
