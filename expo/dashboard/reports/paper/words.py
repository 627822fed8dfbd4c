"""Words as the embedded fonts can print them, and as paragraphs take them."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from expo import fonts

UNKNOWN = "□"
"""Stands for a word that has letters which the fonts do not: none is printed by half."""


def printed(text: str, font: str = fonts.REGULAR) -> str:
    """Word by word, on one line."""
    return " ".join(_printed(text, font))


def paragraph(text: str, style: ParagraphStyle, **more: str) -> Paragraph:
    return Paragraph(escape(printed(text, style.fontName)), style, **more)


def linked(text: str, style: ParagraphStyle, key: str) -> Paragraph:
    """Words that lead to a place in the report."""
    return Paragraph(f'<a href="#{key}">{escape(printed(text, style.fontName))}</a>', style)


def _printed(text: str, font: str) -> Iterator[str]:
    for word in text.split():
        shown = fonts.printable(word, font)
        if shown or any(letter.isalpha() for letter in word):
            yield shown or UNKNOWN
