"""How a plan looks on paper: the colours, patterns and words of the screen, in vectors."""

from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor, white
from reportlab.pdfgen.canvas import Canvas

from booths.plans.geometry import Box, Line
from booths.plans.shapes import Drawing, HallShape, Tile
from expo.fonts import BOLD, REGULAR, printable

INK, GREY = HexColor(0x1E2124), HexColor(0x464C53)
STRIPS = {"public": HexColor(0x1D56BC), "private": HexColor(0x8A5300)}
TINTS = {"public": HexColor(0xEAF1FD), "private": HexColor(0xFDF6E7)}
MARKS = {"public": HexColor(0xC3D5F7), "private": HexColor(0xF2DCB1)}
BANDS = {"suspended": HexColor(0xBD2C0F), "degraded": HexColor(0x7D4E00)}
HATCHES = {"suspended": HexColor(0xF0AA9B), "degraded": HexColor(0xE5BD6F)}
HERE = HexColor(0x0B50D0)
SMALLEST = 3.9
"""Points: what is smaller cannot be read on paper, and is left out."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Draws in metres of the plan, whose upper left corner lies at (left, top) of the page."""

    canvas: Canvas
    left: float
    top: float
    scale: float

    def plan(self, drawing: Drawing) -> None:
        for hall in drawing.halls:
            self.hall(hall)
        for tile in drawing.tiles:
            self.tile(tile)

    def hall(self, hall: HallShape) -> None:
        self.canvas.setLineWidth(0.25 * self.scale)
        self._rectangle(hall.box, fill=white, stroke=GREY)
        self.text(hall.label, GREY, BOLD)

    def tile(self, tile: Tile) -> None:
        face = tile.face
        self._ground(tile.box, tile.sector, tile.state)
        if tile.sector:
            self._rectangle(face.strip, fill=STRIPS[tile.sector])
            self._upwards(face.sector)
        self.text(face.code, INK, BOLD)
        if not (tile.is_stopped and face.is_tight):
            for line in face.name:
                self.text(line, GREY if tile.is_free else INK, REGULAR)
        if tile.is_stopped:
            self._rectangle(face.band, fill=BANDS[tile.state])
            self._centred(face.state)

    def here(self, box: Box) -> None:
        """The booth's outline, and a pin that stands on it."""
        (x, y), size = self._at(box.middle[0], box.y + 0.3), 1.9 * self.scale
        self.canvas.setLineWidth(0.5 * self.scale)
        self._rectangle(box, stroke=HERE)
        pin = self.canvas.beginPath()
        pin.moveTo(x, y)
        pin.curveTo(x - size * 0.3, y + size, x - size, y + size, x - size, y + size * 1.9)
        pin.arcTo(x - size, y + size * 0.9, x + size, y + size * 2.9, 180, -180)
        pin.curveTo(x + size, y + size, x + size * 0.3, y + size, x, y)
        self.canvas.setLineWidth(0.25 * self.scale)
        self.canvas.setFillColor(HERE)
        self.canvas.setStrokeColor(white)
        self.canvas.drawPath(pin, stroke=1, fill=1)
        self.canvas.setFillColor(white)
        self.canvas.circle(x, y + size * 1.9, size * 0.42, stroke=0, fill=1)

    def swatch(self, box: Box, *, sector: str = "", state: str = "operating") -> None:
        """A booth without words, for the legend."""
        self._ground(box, sector, state)
        if sector:
            self._rectangle(Box(box.x, box.y, box.width / 5, box.height), fill=STRIPS[sector])

    def text(self, line: Line, colour: Color, font: str) -> None:
        size = line.size * self.scale
        if size >= SMALLEST:
            self.canvas.setFillColor(colour)
            self.canvas.setFont(font, size)
            self.canvas.drawString(*self._at(line.x, line.y), printable(line.words, font))

    def _ground(self, box: Box, sector: str, state: str) -> None:
        self._rectangle(box, fill=TINTS.get(sector, white))
        if sector:
            self._pattern(box, sector)
        if state in HATCHES:
            self._hatched(box, state)
        self.canvas.setLineWidth((0.2 if state in BANDS else 0.1) * self.scale)
        self.canvas.setDash(*([] if sector else [[0.5 * self.scale, 0.35 * self.scale]]))
        self._rectangle(box, stroke=BANDS.get(state, GREY))
        self.canvas.setDash()

    def _pattern(self, box: Box, sector: str) -> None:
        self.canvas.setFillColor(MARKS[sector])
        if sector == "public":
            for x, y in _points(box):
                self.canvas.circle(*self._at(x, y), 0.16 * self.scale, stroke=0, fill=1)
        else:
            for at in range(int(box.height / 0.6)):
                stripe = Box(box.x, box.y + 0.2 + at * 0.6, box.width, 0.12)
                self._rectangle(stripe, fill=MARKS[sector])

    def _hatched(self, box: Box, state: str) -> None:
        """Suspended leans one way, degraded the other and is wider apart: also without colour."""
        is_suspended = state == "suspended"
        self.canvas.saveState()
        frame = self.canvas.beginPath()
        frame.rect(*self._frame(box))
        self.canvas.clipPath(frame, stroke=0, fill=0)
        self.canvas.setStrokeColor(HATCHES[state])
        self.canvas.setLineWidth((0.34 if is_suspended else 0.2) * self.scale)
        step, lean = (1.27, -box.height) if is_suspended else (1.84, box.height)
        for at in range(-int(box.height / step) - 1, int((box.width + box.height) / step) + 2):
            x = box.x + at * step
            self.canvas.line(*self._at(x, box.y), *self._at(x + lean, box.bottom))
        self.canvas.restoreState()

    def _upwards(self, line: Line) -> None:
        self.canvas.saveState()
        self.canvas.translate(*self._at(line.x, line.y))
        self.canvas.rotate(90)
        self.canvas.setFillColor(white)
        self.canvas.setFont(BOLD, line.size * self.scale)
        self.canvas.drawCentredString(0, 0, printable(line.words, BOLD))
        self.canvas.restoreState()

    def _centred(self, line: Line) -> None:
        self.canvas.setFillColor(white)
        self.canvas.setFont(BOLD, line.size * self.scale)
        self.canvas.drawCentredString(*self._at(line.x, line.y), printable(line.words, BOLD))

    def _rectangle(
        self, box: Box, *, fill: Color | None = None, stroke: Color | None = None
    ) -> None:
        if fill is not None:
            self.canvas.setFillColor(fill)
        if stroke is not None:
            self.canvas.setStrokeColor(stroke)
        self.canvas.rect(*self._frame(box), stroke=stroke is not None, fill=fill is not None)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return self.left + x * self.scale, self.top - y * self.scale

    def _frame(self, box: Box) -> tuple[float, float, float, float]:
        return *self._at(box.x, box.bottom), box.width * self.scale, box.height * self.scale


def _points(box: Box) -> Iterator[tuple[float, float]]:
    for row in range(int(box.height / 0.9)):
        for column in range(int(box.width / 0.9)):
            yield box.x + 0.45 + column * 0.9, box.y + 0.45 + row * 0.9
