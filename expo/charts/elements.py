"""Elements of a drawing as text. Presentation attributes alone: no style, no script, no link."""

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

Point = tuple[float, float]

UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML may hold."""


def tag(name: str, content: str = "", /, **attributes: str | float | None) -> str:
    """`content` is markup already. An underscore stands for a hyphen, nothing for no attribute."""
    given = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_clean(number(value)))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>"


def words(text: str) -> str:
    """Text as markup."""
    return escape(_clean(text))


def text(at: Point, told: str, size: float, /, **attributes: str | float | None) -> str:
    return tag("text", words(told), x=at[0], y=at[1], font_size=size, **attributes)


def line(start: Point, end: Point, /, **attributes: str | float | None) -> str:
    return tag("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], **attributes)


def path(points: Sequence[Point]) -> str:
    """The `d` of a line through the points."""
    return "M" + "L".join(f"{number(x)},{number(y)}" for x, y in points)


def group(elements: Iterable[str], /, **attributes: str | float | None) -> str:
    return tag("g", "".join(elements), **attributes)


def number(value: str | float) -> str:
    """One decimal: finer than any paper shows."""
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def _clean(told: str) -> str:
    return UNPRINTABLE.sub("", told)
