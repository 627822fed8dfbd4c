"""One drawing for pages, pictures and prints: what the SVG shows, the others show."""

from io import BytesIO
from pathlib import Path
from typing import Any, cast

import resvg_py
from reportlab.graphics.shapes import Drawing
from svglib.svglib import svg2rlg

from expo import fonts
from expo.charts.documents import document, natural_height
from expo.charts.looks import Look
from expo.charts.shapes import Chart

FAMILY = "Noto Sans KR"
WIDTH = 960
POINTS = 0.6
"""Of paper for each pixel of a page: letters of 9 points."""


def svg(
    chart: Chart,
    *,
    width: float = WIDTH,
    height: float | None = None,
    key: str = "chart",
    is_titled: bool = False,
) -> str:
    """For a page; `is_titled` for a file, which stands alone on white paper."""
    return document(chart, _look(chart, width, height, key=key, is_titled=is_titled))


def png(
    chart: Chart,
    folder: Path,
    *,
    width: float = WIDTH,
    height: float | None = None,
    scale: float = 2,
) -> bytes:
    """Alone on white paper, in the fonts of that folder. Raises FontMissing."""
    fonts.load(folder)
    look = _look(chart, width, height, is_titled=True, font=FAMILY, bold=FAMILY)
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=document(chart, look),
            skip_system_fonts=True,
            font_files=[str(folder / file) for file in fonts.FILES.values()],
            font_family=FAMILY,
            sans_serif_family=FAMILY,
            zoom=scale,
        )
    )


def drawing(chart: Chart, folder: Path, *, width: float, height: float | None = None) -> Drawing:
    """For a PDF, in points, in embedded fonts and without its title. Raises FontMissing."""
    fonts.load(folder)
    natural = height and height / POINTS
    look = _look(chart, width / POINTS, natural, font=fonts.REGULAR, bold=fonts.BOLD)
    drawn = cast(Drawing, svg2rlg(BytesIO(document(chart, look).encode())))
    larger = width / drawn.width
    drawn.scale(larger, larger)
    drawn.width, drawn.height = width, drawn.height * larger
    return drawn


def _look(chart: Chart, width: float, height: float | None, **told: Any) -> Look:
    is_titled = told.get("is_titled", False)
    natural = height or natural_height(chart, width, is_titled=is_titled)
    return Look(width=width, height=round(natural), **told)
