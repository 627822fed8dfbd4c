"""Pieces of a page that hundreds of rows need, drawn again only where their words have changed.

One booth that stops costs the drawing of one booth, not of the whole floor."""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST = 1_200
"""Twice what the plan and the list of the reference edition need in two languages; about 2 MB."""


def drawn(template: str, **told: Hashable) -> SafeString:
    """The template's HTML, from nothing but these words and the active language.

    They say all that it shows: no row of the database, whose fields may change unseen."""
    draw = _draw if settings.DEBUG else _remembered
    return draw(template, get_language(), tuple(told.items()))


def _draw(template: str, language: str | None, told: tuple[tuple[str, Any], ...]) -> SafeString:
    return render_to_string(template, dict(told))


_remembered = lru_cache(MOST)(_draw)


def forget() -> None:
    """As in a process that has drawn nothing yet."""
    _remembered.cache_clear()
