"""One badge on one page: who it is above, what the door reads in the middle, the class below."""

from reportlab.lib.colors import Color, HexColor, white
from reportlab.pdfgen.canvas import Canvas

from expo.fonts import BOLD, REGULAR
from visitors.badges import bands, codes, wording
from visitors.badges.badge import Badge
from visitors.badges.bands import LOOKS
from visitors.badges.fitting import Block, Style, fitted, steps
from visitors.badges.papers import MM, Paper
from visitors.badges.wording import Fact

INK, GREY, LINE = HexColor(0x16181D), HexColor(0x50565F), HexColor(0x8A919B)

SLOT = 12 * MM
"""What a clip or a punched hole may take from the top of a badge."""
BAND = 21 * MM
EDGE = 2.4 * MM
"""The strip of the class's colour along the upper edge, which shows when the lower one does not."""
GAP = 2.2 * MM
BASELINE = 0.9
"""How far below the top of a line its letters stand, in sizes of the letters."""

EDITION = Style(BOLD, steps((11, 8, 1)))
EDITION_EN = Style(REGULAR, steps((8, 6, 1)))
NAME = Style(BOLD, steps((56, 36, 1), (35, 23, 2), (22, 13, 3)), cut_from=24)
NAME_EN = Style(REGULAR, steps((18, 11, 1), (11, 9, 2)), cut_from=10)
ORGANISATION = Style(BOLD, steps((15, 13, 1), (13, 10, 2)), cut_from=11)
CLASS = Style(BOLD, steps((30, 14, 1)))
CLASS_EN = Style(BOLD, steps((16, 9, 1)))
CAPTION = Style(REGULAR, [(7.0, 1)])
VALUE = Style(BOLD, steps((12, 7, 1)))
BESIDE = Style(REGULAR, steps((9, 6, 1)))


class Page:
    """What is drawn where. y counts from below, as PDF does, and texts go from y down."""

    def __init__(self, canvas: Canvas, paper: Paper, badge: Badge) -> None:
        self.canvas, self.paper, self.badge = canvas, paper, badge
        self.shown = wording.shown(badge)
        self.look = LOOKS[badge.ticket_class]
        self.wide = paper.width - 2 * paper.margin
        self.code_below = BAND + bands.STRIP + GAP
        self.code_side = codes.SIDE * paper.module

    def draw(self) -> None:
        self._band()
        self._person(self._edition(self.paper.height - SLOT), self.code_below + self.code_side)
        codes.draw(self.canvas, self.badge.code, self.paper, self._code_left, self.code_below)
        self._facts()

    def _band(self) -> None:
        """The class at the lower edge by its word, its colour and its border."""
        self.canvas.setFillColor(self.look.colour)
        self.canvas.rect(0, 0, self.paper.width, BAND, stroke=0, fill=1)
        self.canvas.rect(0, self.paper.height - EDGE, self.paper.width, EDGE, stroke=0, fill=1)
        bands.draw_border(self.canvas, self.look, self.paper.width, BAND)
        word = fitted(self.badge.class_word.ko, CLASS, self.wide * 0.6)
        english = fitted(self.badge.class_word.en.upper(), CLASS_EN, self.wide * 0.38)
        stand = BAND / 2 - word.size * 0.36
        self.canvas.setFillColor(white)
        self._write(word, self.paper.margin, stand)
        right = self.paper.width - self.paper.margin - english.width
        self._write(english, right, stand)

    def _edition(self, y: float) -> float:
        """The edition's name from y down; returns where it ends."""
        y = self._centred(fitted(self.shown.edition, EDITION, self.wide), y, INK)
        return self._centred(fitted(self.shown.edition_en, EDITION_EN, self.wide), y, GREY)

    def _person(self, top: float, bottom: float) -> None:
        """Name, name in English and organisation, in the middle between the two heights."""
        english = fitted(self.shown.name_en, NAME_EN, self.wide)
        organisation = fitted(self.shown.organisation, ORGANISATION, self.wide)
        room = top - bottom - english.height - organisation.height - 2 * GAP
        name = fitted(self.shown.name, NAME, self.wide, room)
        y = top - (room - name.height) / 2 - GAP / 2
        y = self._centred(name, y, INK) if self.shown.name else self._line_to_write_on(y)
        y = self._centred(english, y, INK)
        self._centred(organisation, y - GAP, GREY)

    def _line_to_write_on(self, y: float) -> float:
        """For a badge without a name, as wide as a hand needs."""
        inset = self.paper.margin + self.wide * 0.08
        self.canvas.setStrokeColor(LINE)
        self.canvas.setLineWidth(0.8)
        self.canvas.line(inset, y, self.paper.width - inset, y)
        return self._centred(fitted("성명  Name", CAPTION, self.wide), y - GAP / 2, GREY)

    @property
    def _code_left(self) -> float:
        """The QR itself stands on the margin, its quiet zone in it."""
        return self.paper.margin - codes.QUIET * self.paper.module

    def _facts(self) -> None:
        """Beside the QR, as high as it is."""
        left = self._code_left + self.code_side
        wide = self.paper.width - self.paper.margin - left
        quiet = codes.QUIET * self.paper.module
        y = self.code_below + self.code_side - quiet
        for fact in self.shown.facts:
            y = self._fact(fact, left, wide, y) - 2 * GAP

    def _fact(self, fact: Fact, x: float, wide: float, y: float) -> float:
        for text, style, colour in (
            (fact.caption, CAPTION, GREY),
            (fact.value, VALUE, INK),
            (fact.beside, BESIDE, GREY),
        ):
            y = self._left(fitted(text, style, wide), x, y, colour)
        return y

    def _centred(self, block: Block, y: float, colour: Color) -> float:
        self.canvas.setFillColor(colour)
        for line, wide in block.measured():
            self._write_line(line, block, (self.paper.width - wide) / 2, y)
            y -= block.line_height
        return y

    def _left(self, block: Block, x: float, y: float, colour: Color) -> float:
        self.canvas.setFillColor(colour)
        for line in block.lines:
            self._write_line(line, block, x, y)
            y -= block.line_height
        return y

    def _write_line(self, line: str, block: Block, x: float, y: float) -> None:
        self.canvas.setFont(block.font, block.size)
        self.canvas.drawString(x, y - BASELINE * block.size, line)

    def _write(self, block: Block, x: float, stand: float) -> None:
        """Its one line on a baseline at `stand`."""
        self._write_line(block.lines[0], block, x, stand + BASELINE * block.size)
