"""What a frame tells of a booth or a hall, by its code."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter("of")
def of(told: Mapping[str, Any], code: str) -> Any:
    """Nothing for a hall without doors."""
    return told.get(code, "")
