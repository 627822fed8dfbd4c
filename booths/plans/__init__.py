"""The floor plan as data: halls and booths as shapes in metres, with the words that fit on them.

`lettering` breaks names into lines, `faces` say what stands where on a booth, `shapes` are the
halls and tiles, `drawings` makes them of rows; `floors` adds what is read beside the drawing.
Whoever shows a plan (a page, the admin, a print) draws the same shapes."""

from booths.plans.drawings import drawing, extent, halls, place
from booths.plans.floors import Booth, Floor, Party, floor
from booths.plans.geometry import Box
from booths.plans.shapes import Drawing, HallShape, Holder, Tile

__all__ = [
    "Booth",
    "Box",
    "Drawing",
    "Floor",
    "HallShape",
    "Holder",
    "Party",
    "Tile",
    "drawing",
    "extent",
    "floor",
    "halls",
    "place",
]
