"""Places of the access log, in words."""

from django import template

from expo import looks

register = template.Library()


@register.filter
def place(code: str) -> str:
    return looks.word_of(code)
