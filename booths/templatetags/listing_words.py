"""How the fields of a listing are called on pages, and what became of their words."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from booths.differences import Kind, Part
from booths.listings import fields

register = template.Library()

TAGS = {Kind.GONE: "del", Kind.NEW: "ins", Kind.SAME: "span"}

register.filter("field_label", fields.label)


@register.filter
def marked(parts: Sequence[Part]) -> SafeString:
    """The words in their order, with those that go and those that come told apart."""
    return format_html_join("", "<{0}>{1}</{0}>", ((TAGS[kind], text) for kind, text in parts))
