"""`method.md` of the audit pack: how the figures are made, for who has nothing but the pack."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from expo.models import Edition
from visitors.definitions import DEFINITIONS

LANGUAGES = ("ko", "en")


def method(edition: Edition, as_of: datetime) -> str:
    """The method in Korean and below it in English, with the software's version."""
    return "\n".join(_in(language, edition, as_of) for language in LANGUAGES)


def _in(language: str, edition: Edition, as_of: datetime) -> str:
    with translation.override(language):
        return render_to_string(
            f"dashboard/method_{language}.md",
            {
                "edition": edition,
                "as_of": as_of.isoformat(),
                "version": settings.VERSION,
                "definitions": DEFINITIONS.values(),
            },
        )
