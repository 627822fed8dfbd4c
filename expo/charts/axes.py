"""The frame of a chart: round numbers with quiet lines, and the names of the categories."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from expo.charts import lettering, scales
from expo.charts.elements import line, text
from expo.charts.ink import AXIS, GRID, INK, QUIET
from expo.charts.looks import Box, Look
from expo.charts.scales import Scale
from expo.charts.shapes import Chart

EVERY = (1, 2, 4, 8, 12, 16, 24, 32, 48, 96, 192, 384)
"""Labels are thinned to one in so many: quarters of an hour to hours, hours to half days."""

PAD, GAP = 8.0, 6.0
"""Beside the names before the plot, and above those below it."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The names of the categories, of every so-manieth one, each in one line or two."""

    lines: Sequence[Sequence[str]]
    every: int = 1

    @property
    def rows(self) -> int:
        return max((len(label) for label in self.lines), default=0)


def fits(chart: Chart, slot: float, look: Look) -> bool:
    """Every category's name has room below it, in one line or two."""
    return _whole(chart, slot - PAD, look) is not None


def labels(chart: Chart, slot: float, look: Look) -> Labels:
    """All the names if they fit, else as many as do, the longest of them cut."""
    whole = _whole(chart, slot - PAD, look)
    if whole is not None:
        return Labels(whole)
    widest = max(lettering.width(name, look.size) for name in chart.categories) + PAD
    every = next((each for each in EVERY if each * slot >= min(widest, 160)), EVERY[-1])
    room = every * slot - PAD
    return Labels([[lettering.cut(name, look.size, room)] for name in chart.categories], every)


def below(labels: Labels, box: Box, look: Look) -> Iterator[str]:
    """The names under the plot, in the middle of their slots."""
    slot = box.width / max(len(labels.lines), 1)
    for at in range(0, len(labels.lines), labels.every):
        x = box.left + (at + 0.5) * slot
        for row, told in enumerate(labels.lines[at]):
            y = box.bottom + GAP + look.size + row * look.size * 1.25
            yield text((x, y), told, look.size, text_anchor="middle", fill=INK)


def depth(labels: Labels, look: Look) -> float:
    """How much of the drawing the names below the plot take."""
    return GAP + look.size * 1.25 * labels.rows + 4


def ticks(scale: Scale, chart: Chart) -> list[str]:
    decimals = scales.places(scale.ticks, chart.decimals)
    return [scales.grouped(tick, decimals) for tick in scale.ticks]


def ticks_width(told: Sequence[str], look: Look) -> float:
    return max(lettering.width(each, look.size) for each in told) + PAD


def rungs(scale: Scale, told: Sequence[str], box: Box, look: Look) -> Iterator[str]:
    """Lines from left to right, each with its number before it."""
    for tick, name in zip(scale.ticks, told, strict=True):
        y = scale.at(tick)
        yield line((box.left, y), (box.right, y), stroke=AXIS if tick == 0 else GRID)
        at = (box.left - PAD, y + look.size * 0.35)
        yield text(at, name, look.size, text_anchor="end", fill=QUIET)


def columns(scale: Scale, told: Sequence[str], box: Box, look: Look) -> Iterator[str]:
    """Lines from top to bottom, each with its number under it."""
    for tick, name in zip(scale.ticks, told, strict=True):
        x = scale.at(tick)
        yield line((x, box.top), (x, box.bottom), stroke=AXIS if tick == 0 else GRID)
        at = (x, box.bottom + GAP + look.size)
        yield text(at, name, look.size, text_anchor="middle", fill=QUIET)


def unit(chart: Chart, box: Box, look: Look) -> Iterator[str]:
    """What is counted, above the numbers."""
    if chart.unit:
        yield text((box.left, box.top + look.size), chart.unit, look.size, fill=QUIET)


def unit_height(chart: Chart, look: Look) -> float:
    return look.row * 1.3 if chart.unit else look.size * 0.5


def _whole(chart: Chart, room: float, look: Look) -> list[list[str]] | None:
    """Every name in one line, or in two where that is what it takes."""
    if all(lettering.width(name, look.size) <= room for name in chart.categories):
        return [[name] for name in chart.categories]
    halves = [_two(name, look.size, room) for name in chart.categories]
    return None if any(not told for told in halves) else halves


def _two(name: str, size: float, room: float) -> list[str]:
    told = lettering.broken(name, size, room)
    return told if " ".join(told) == " ".join(name.split()) else []
