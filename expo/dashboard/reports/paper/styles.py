"""How the words of a report look on paper: sizes in points, colours that print in grey."""

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from expo.fonts import BOLD, REGULAR

INK, QUIET, LINE = HexColor(0x1E2124), HexColor(0x464C53), HexColor(0xB1B8BE)
WASH, ACCENT = HexColor(0xF4F5F6), HexColor(0x063A74)
MARGIN = 20 * mm

BODY = ParagraphStyle(
    "body", fontName=REGULAR, fontSize=9.5, leading=15, textColor=INK, spaceAfter=6
)
QUIET_BODY = ParagraphStyle("quiet", BODY, fontSize=8, leading=12.5, textColor=QUIET)
PART = ParagraphStyle(
    "part",
    BODY,
    fontName=BOLD,
    fontSize=17,
    leading=24,
    textColor=ACCENT,
    spaceBefore=10,
    spaceAfter=10,
    keepWithNext=1,
)
HEADING = ParagraphStyle(
    "heading",
    BODY,
    fontName=BOLD,
    fontSize=11.5,
    leading=17,
    spaceBefore=12,
    spaceAfter=5,
    keepWithNext=1,
)
LABEL = ParagraphStyle("label", BODY, fontName=BOLD, spaceBefore=4, spaceAfter=1, keepWithNext=1)
ITEM = ParagraphStyle("item", BODY, leftIndent=16, bulletIndent=0, spaceAfter=3)
VALUE = ParagraphStyle("value", BODY, fontName=BOLD, fontSize=15, leading=20, spaceAfter=0)
CELL = ParagraphStyle("cell", BODY, fontSize=7.6, leading=10.6, spaceAfter=0)
NUMBER = ParagraphStyle("number", CELL, alignment=TA_RIGHT)
HEAD = ParagraphStyle("head", CELL, fontName=BOLD, fontSize=7.2, leading=9.8)
NUMBER_HEAD = ParagraphStyle("number head", HEAD, alignment=TA_RIGHT)

COVER_ABOVE = ParagraphStyle(
    "above", BODY, fontName=BOLD, fontSize=12, leading=18, textColor=ACCENT
)
COVER_TITLE = ParagraphStyle("title", BODY, fontName=BOLD, fontSize=30, leading=41, spaceAfter=4)
COVER_KIND = ParagraphStyle("kind", BODY, fontName=BOLD, fontSize=20, leading=28, textColor=ACCENT)
COVER_THEME = ParagraphStyle("theme", BODY, fontSize=13, leading=20, textColor=QUIET)
CONTENTS = ParagraphStyle("contents", BODY, fontSize=10.5, leading=20, spaceAfter=0)
