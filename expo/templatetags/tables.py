"""Tables of the admin's own pages: wide ones scroll by themselves, and by keyboard too."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag
def table(content: SafeString, title: str) -> SafeString:
    """Head and body of a table, in the frame that all such tables have."""
    return render_to_string("expo/admin/table.html", {"content": content, "title": title})
