"""What pages tell to machines: the language of a passage, and facts for search engines."""

import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from expo import words

register = template.Library()

ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


@register.filter
def lang(row: Any, field: str) -> SafeString:
    """`lang="ko"` where a bilingual field has nothing in the page's own language, else nothing."""
    foreign = words.foreign(row, field)
    return format_html('lang="{}"', foreign) if foreign else SafeString()


@register.filter
def lang_of(text: str) -> SafeString:
    """`lang="ko"` for a text of one language only that is Korean on a page that is not."""
    is_foreign = get_language() == "en" and any("가" <= sign <= "힣" for sign in text)
    return SafeString('lang="ko"' if is_foreign else "")


@register.simple_tag
def linked_data(document: dict[str, Any]) -> SafeString:
    """A schema.org document; no sign in it can end its element."""
    text = json.dumps(document, ensure_ascii=False).translate(ESCAPES)
    script = mark_safe(text)  # noqa: S308  # nothing in it is read as markup any more
    return format_html('<script type="application/ld+json">{}</script>', script)
