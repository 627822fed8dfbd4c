"""The floor plan as large as the page allows, with its legend: the same drawing as everywhere."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from booths.plans import Box, Drawing
from booths.plans.prints import Swatch as Printed
from booths.plans.prints import pages
from expo.dashboard.reports.documents import Swatch

LEGEND = 18.0
"""Points under the plan."""
UNIT = 1.0


class PlanDrawing(Flowable):  # type: ignore[misc]  # the library has no types
    """Fits into what is left of the page."""

    def __init__(self, drawing: Drawing, legend: Sequence[Swatch]) -> None:
        super().__init__()
        self.drawing = drawing
        self.legend = [Printed(each.sector, each.state, each.word) for each in legend]

    def wrap(self, wide: float, high: float) -> tuple[float, float]:
        """A line is kept free below it for what is said of it."""
        room = high - LEGEND - 24
        scale = min(wide / self.drawing.width, room / self.drawing.height)
        self.width, self.height = wide, self.drawing.height * scale + LEGEND
        return self.width, self.height

    def draw(self) -> None:
        frame = Box(0, self.height, self.width, self.height - LEGEND)
        pages.plan(self.canv, self.drawing, frame)
        pages.legend(self.canv, self.legend, 0, 4, UNIT)
