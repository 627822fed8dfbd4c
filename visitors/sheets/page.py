"""A sheet of A4: folded in the middle, its upper half is the ticket and the lower one what to know.

The QR is 81 mm wide, more than twice what a scanner asks for: a printer may shrink the page, and
the fold does not touch it."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from reportlab.lib.colors import Color, white
from reportlab.pdfgen.canvas import Canvas

from expo import fonts
from expo.fonts import BOLD, REGULAR, printable
from visitors.badges import bands, codes
from visitors.badges.bands import LOOKS
from visitors.badges.fitting import Block, Style, fitted, steps
from visitors.badges.page import BASELINE, GREY, INK, LINE
from visitors.badges.papers import MM, Paper
from visitors.sheets.sheet import Fact, Sheet

A4 = Paper(210 * MM, 297 * MM, module=2.2 * MM, margin=18 * MM)
TITLE = "Ticket"
"""All that the file says about itself: whose it is stands on the sheet alone."""

FOLD = A4.height / 2
BAND = 13 * MM
GAP = 3 * MM
CODE_BELOW = FOLD + 15 * MM
CODE_SIDE = codes.SIDE * A4.module
CODE_LEFT = A4.margin - codes.QUIET * A4.module
BESIDE = CODE_LEFT + CODE_SIDE + 2 * MM
WIDE = A4.width - 2 * A4.margin

CLASS = Style(BOLD, steps((17, 9, 1)))
EDITION = Style(BOLD, steps((15, 9, 1), (11, 8, 2)))
NAME = Style(BOLD, steps((34, 24, 1), (23, 18, 2), (17, 12, 3)), cut_from=20)
CAPTION = Style(REGULAR, [(9.0, 1)])
VALUE = Style(BOLD, steps((14, 9, 1), (10, 8, 2)), cut_from=9)
HEAD = Style(BOLD, [(12.0, 1)])
NOTE = Style(REGULAR, [(10.5, 4)], cut_from=11)


def pdf(sheets: Iterable[Sheet], folder: Path, language: str) -> bytes:
    """One document of a page for each; the same sheets give the same bytes. Raises FontMissing."""
    fonts.load(folder)
    file = BytesIO()
    size = (A4.width, A4.height)
    canvas = Canvas(file, size, pageCompression=1, invariant=1, lang=language)
    canvas.setTitle(TITLE)
    for sheet in sheets:
        Page(canvas, sheet).draw()
        canvas.showPage()
    canvas.save()
    return file.getvalue()


class Page:
    """What is drawn where. y counts from below, as PDF does, and texts go from y down."""

    def __init__(self, canvas: Canvas, sheet: Sheet) -> None:
        self.canvas, self.sheet = canvas, sheet

    def draw(self) -> None:
        self._band()
        codes.draw(self.canvas, self.sheet.code, A4, CODE_LEFT, CODE_BELOW)
        self._beside()
        self._fold()
        self._notes(FOLD - 14 * MM)

    def _band(self) -> None:
        """The class along the upper edge by its word, its colour and its border."""
        look, below = LOOKS[self.sheet.ticket_class], A4.height - BAND
        self.canvas.setFillColor(look.colour)
        self.canvas.rect(0, below, A4.width, BAND, stroke=0, fill=1)
        bands.draw_border(self.canvas, look, A4.width, below - bands.STRIP)
        word = fitted(printable(self.sheet.class_word), CLASS, WIDE)
        self._write(word, A4.margin, below + BAND / 2 + word.size * 0.54, white)

    def _beside(self) -> None:
        """Edition, name and facts, as high as the QR."""
        wide = A4.width - A4.margin - BESIDE
        y = CODE_BELOW + CODE_SIDE - codes.QUIET * A4.module
        y = self._text(self.sheet.edition, EDITION, (BESIDE, y, wide), GREY) - 1.4 * GAP
        y = self._text(self.sheet.name, NAME, (BESIDE, y, wide), INK) - 1.6 * GAP
        for fact in self.sheet.facts:
            y = self._fact(fact, y, wide) - GAP

    def _fact(self, fact: Fact, y: float, wide: float) -> float:
        y = self._text(fact.caption, CAPTION, (BESIDE, y, wide), GREY)
        for line in fact.lines:
            y = self._text(line, VALUE, (BESIDE, y, wide), INK)
        return y

    def _fold(self) -> None:
        self.canvas.setStrokeColor(LINE)
        self.canvas.setLineWidth(0.5)
        self.canvas.setDash(2, 3)
        self.canvas.line(A4.margin, FOLD, A4.width - A4.margin, FOLD)

    def _notes(self, y: float) -> None:
        y = self._text(self.sheet.notes_title, HEAD, (A4.margin, y, WIDE), INK) - GAP
        for note in self.sheet.notes:
            self._text("·", NOTE, (A4.margin, y, WIDE), GREY)
            y = self._text(note, NOTE, (A4.margin + 4 * MM, y, WIDE - 4 * MM), INK) - GAP / 2

    def _text(
        self, text: str, style: Style, place: tuple[float, float, float], colour: Color
    ) -> float:
        """At (left, top, width) what can be printed of it; returns where it ends."""
        left, top, wide = place
        shown = printable(text)
        return self._write(fitted(shown, style, wide), left, top, colour) if shown else top

    def _write(self, block: Block, x: float, y: float, colour: Color) -> float:
        self.canvas.setFillColor(colour)
        self.canvas.setFont(block.font, block.size)
        for line in block.lines:
            self.canvas.drawString(x, y - BASELINE * block.size, line)
            y -= block.line_height
        return y
