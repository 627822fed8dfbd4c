"""How a class looks: a colour, and a border that tells it apart where there is no colour.

All colours are dark enough for white letters, also when a label printer makes them black.
"""

from collections.abc import Callable
from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from visitors.badges.papers import MM
from visitors.classes import TicketClass

STRIP = 4.2 * MM
"""Height of the border."""

Ornament = Callable[[PDFPathObject, float, float], None]
"""Adds one motif to the path, at x, `STRIP` wide and high, from y up."""


@dataclass(frozen=True, slots=True)
class Look:
    """A class's colour and its motif; none for the class that most people wear."""

    colour: Color
    ornament: Ornament | None = None


def draw_border(canvas: Canvas, look: Look, width: float, y: float) -> None:
    """The motif from edge to edge, centred, from y up."""
    if look.ornament is None:
        return
    path = canvas.beginPath()
    count = int(width // STRIP) + 2
    start = (width - count * STRIP) / 2
    for place in range(count):
        look.ornament(path, start + place * STRIP, y)
    canvas.setFillColor(look.colour)
    canvas.drawPath(path, stroke=0, fill=1)


def _triangles(path: PDFPathObject, x: float, y: float) -> None:
    _polygon(path, [(x, y), (x + STRIP / 2, y + STRIP * 0.8), (x + STRIP, y)])


def _slants(path: PDFPathObject, x: float, y: float) -> None:
    half = STRIP / 2
    _polygon(path, [(x, y), (x + half, y + STRIP), (x + 2 * half, y + STRIP), (x + half, y)])


def _bars(path: PDFPathObject, x: float, y: float) -> None:
    path.rect(x, y, STRIP / 2, STRIP)


def _checks(path: PDFPathObject, x: float, y: float) -> None:
    half = STRIP / 2
    path.rect(x, y, half, half)
    path.rect(x + half, y + half, half, half)


def _lines(path: PDFPathObject, x: float, y: float) -> None:
    path.rect(x, y + STRIP * 0.24, STRIP, STRIP * 0.28)
    path.rect(x, y + STRIP * 0.72, STRIP, STRIP * 0.12)


def _circles(path: PDFPathObject, x: float, y: float) -> None:
    path.circle(x + STRIP / 2, y + STRIP / 2, STRIP * 0.33)


def _polygon(path: PDFPathObject, corners: list[tuple[float, float]]) -> None:
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.close()


LOOKS = {
    TicketClass.VISITOR: Look(HexColor(0x12427A)),
    TicketClass.EXHIBITOR: Look(HexColor(0x14603C), _lines),
    TicketClass.MEDIA: Look(HexColor(0x5B2A86), _slants),
    TicketClass.STAFF: Look(HexColor(0x26292E), _checks),
    TicketClass.SERVICE: Look(HexColor(0x7A4410), _bars),
    TicketClass.SPEAKER: Look(HexColor(0x9B1B30), _triangles),
    TicketClass.GROUP: Look(HexColor(0x0B5C66), _circles),
}
