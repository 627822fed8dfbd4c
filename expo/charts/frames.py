"""Plots that stand upright: values rise, categories go from left to right."""

from collections.abc import Iterable
from dataclasses import dataclass

from expo.charts import axes, scales
from expo.charts.axes import Labels
from expo.charts.looks import Box, Look
from expo.charts.scales import Scale
from expo.charts.shapes import Chart

TICK_GAP = 46.0


@dataclass(frozen=True, slots=True)
class Frame:
    """`plot` is where the marks go; `elements` are drawn before them."""

    plot: Box
    scale: Scale
    elements: list[str]

    @property
    def ground(self) -> float:
        return self.scale.base


def upright(chart: Chart, values: Iterable[float], box: Box, look: Look) -> Frame:
    """In the box, with all that stands around the plot."""
    known = list(values)
    labels = _labels(chart, box, look)
    top = box.top + axes.unit_height(chart, look)
    bottom = box.bottom - axes.depth(labels, look)
    scale = scales.scale(known, bottom, top, decimals=chart.decimals, gap=TICK_GAP)
    told = axes.ticks(scale, chart)
    plot = Box(box.left + axes.ticks_width(told, look), top, box.right, bottom)
    return Frame(
        plot,
        scale,
        [
            *axes.unit(chart, box, look),
            *axes.rungs(scale, told, plot, look),
            *axes.below(_labels(chart, plot, look), plot, look),
        ],
    )


def _labels(chart: Chart, box: Box, look: Look) -> Labels:
    return axes.labels(chart, box.width / len(chart.categories), look)
