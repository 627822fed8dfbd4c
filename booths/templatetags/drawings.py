"""Where something lies on a drawing, as the attributes of an SVG element.

One word in a template where it would be three or four, for hundreds of elements: a plan is drawn
in half the time. Numbers alone, so nothing is to be escaped."""

from collections.abc import Collection

from django import template
from django.utils.safestring import SafeString

from booths.plans.geometry import Box, Line
from booths.plans.shapes import Tile
from expo.pages import pieces

register = template.Library()


@register.filter
def lies(box: Box) -> SafeString:
    return SafeString(f'x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}"')


@register.filter
def begins(line: Line) -> SafeString:
    return SafeString(f'x="{line.x}" y="{line.y}" font-size="{line.size}"')


@register.simple_tag
def booth(tile: Tile, dimmed: Collection[str] = ()) -> SafeString:
    """A booth of the plan; `dimmed` are the codes of those that were not asked for."""
    is_dimmed = tile.code in dimmed
    return pieces.drawn("plan/tile.html", tile=tile, face=tile.face, is_dimmed=is_dimmed)
