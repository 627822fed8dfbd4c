"""The embedded fonts, loaded once per process, and which of somebody's letters they can print."""

import unicodedata
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

REGULAR, BOLD = "NotoSansKR-Regular", "NotoSansKR-Bold"
FILES = {REGULAR: "NotoSansKR-Regular.ttf", BOLD: "NotoSansKR-Bold.ttf"}

PLAIN = str.maketrans("ĐđĦħıŁłØøŊŋŦŧĲĳßẞ", "DdHhiLlOoNnTtYysS")
"""Latin letters that Unicode does not take apart, and what their bearers write without them."""
RIGHT_TO_LEFT = {"R", "AL"}


class FontMissing(Exception):
    """A font file is not there or is none: `make setup` copies it."""


def load(folder: Path) -> None:
    """Have both fonts ready to draw with. Raises FontMissing."""
    for name, file in FILES.items():
        _load(name, folder / file)


@cache
def _load(name: str, path: Path) -> None:
    try:
        pdfmetrics.registerFont(TTFont(name, path))
    except (OSError, TTFError) as error:
        raise FontMissing(f"{path} cannot be read ({error}): run `make setup`.") from error


def width(text: str, font: str, size: float = 1.0) -> float:
    return float(pdfmetrics.stringWidth(text, font, size))


def printable(text: str, font: str = REGULAR) -> str:
    """The text as the font can print it, on one line: accents it lacks and emoji are left out.

    Empty where a letter is missing for which there is no other: half a name is somebody else's."""
    glyphs = pdfmetrics.getFont(font).face.charToGlyph
    shown = []
    for letter in unicodedata.normalize("NFC", " ".join(text.split())):
        drawn = _drawn(letter, glyphs)
        if not drawn and unicodedata.category(letter).startswith("L"):
            return ""
        shown.append(drawn)
    return " ".join("".join(shown).split())


def _drawn(letter: str, glyphs: dict[int, int]) -> str:
    """The letter, or what stands for it; empty for what cannot be seen or is not in the font."""
    if unicodedata.category(letter).startswith("C"):
        return ""
    if unicodedata.bidirectional(letter) in RIGHT_TO_LEFT:
        return ""  # it would be drawn backwards, and unjoined
    if ord(letter) in glyphs:
        return letter
    parts = unicodedata.normalize("NFKD", letter.translate(PLAIN))
    return "".join(part for part in parts if ord(part) in glyphs)
