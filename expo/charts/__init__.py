"""Charts of figures, drawn by the server: for pages, prints, files and reports.

`shapes` says what is shown; whoever draws it (SVG, PNG, a drawing in a PDF) shows the same."""

from expo.charts.images import drawing, png, svg
from expo.charts.shapes import Chart, ChartKind, Series, Words

__all__ = ["Chart", "ChartKind", "Series", "Words", "drawing", "png", "svg"]
