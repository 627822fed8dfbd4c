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


def sections(language: str, edition: Edition, as_of: datetime) -> list[tuple[str, list[str]]]:
    """The method in one language as plain words: each section's title, its paragraphs and items."""
    _head, *told = _in(language, edition, as_of).split("\n## ")
    return [_section(text) for text in told]


def _section(text: str) -> tuple[str, list[str]]:
    title, _rest, body = text.partition("\n")
    lines: list[str] = []
    is_open = False
    for line in body.replace("`", "").splitlines():
        starts = line.startswith(("- ", "|")) or line.split(".", 1)[0].isdigit()
        if line.strip() and is_open and not starts:
            lines[-1] = f"{lines[-1]} {line.strip()}"
        elif line.strip():
            lines.append(line.strip())
        is_open = bool(line.strip())
    return title.strip(), lines


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
