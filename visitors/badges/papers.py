"""What badges are printed on. Lengths in points of 1/72 inch, as PDF counts; mm and inch name them.

A QR of version 5 is 37 modules wide, and 45 with its quiet zone: both papers print it larger than
35 mm, so that a printer that shrinks a page to its margins by a tenth still does.
"""

from dataclasses import dataclass

MM = 72 / 25.4
INCH = 72.0
DOT = INCH / 203
"""What a label printer's head prints at once. A module of whole dots has sharp edges."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Width and height of the page, side of one QR module, and the edge that stays free of text."""

    width: float
    height: float
    module: float
    margin: float = 7 * MM


A6 = Paper(105 * MM, 148 * MM, module=1.1 * MM)
LABEL = Paper(4 * INCH, 6 * INCH, module=9 * DOT)
PAPERS = {"a6": A6, "label": LABEL}
