"""Lines over categories that follow one another: dashed and marked, so that none needs a colour."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from expo.charts import choosing, frames, legends, lettering, marks
from expo.charts.choosing import Chosen
from expo.charts.elements import Point, path, tag, text
from expo.charts.ink import BACKGROUND_LINE, INK, Style
from expo.charts.looks import Box, Look
from expo.charts.scales import Scale
from expo.charts.shapes import Chart, Series

MARKS_APART = 20.0
"""Where the points stand closer, not every one is marked."""

NAMED_AT_END = 4
WIDEST_NAME = 0.2
"""Of the drawing, beside the ends of the lines."""

Places = list[Point | None]


def drawn(chart: Chart, box: Box, look: Look) -> list[str]:
    chosen = choosing.chosen(chart)
    room = _room_for_names(chosen, look)
    named = _plotted(chart, chosen, Box(box.left, box.top, box.right - room, box.bottom), look)
    if room and (names := _names(chosen, named[1], look)):
        return [*named[0], *names]
    legend = legends.items(chosen.named, choosing.more(chart, len(chosen.others)), look)
    top = box.top + legends.height(legend, look)
    plotted, _places = _plotted(chart, chosen, Box(box.left, top, box.right, box.bottom), look)
    return [*legends.drawn(legend, box, look, chart.kind), *plotted]


def _plotted(chart: Chart, chosen: Chosen, box: Box, look: Look) -> tuple[list[str], list[Places]]:
    """The chart without names of lines, and where its named lines go."""
    frame = frames.upright(chart, chosen.values, box, look)
    places = [_places(series, frame.plot, frame.scale) for series, _style in chosen.named]
    lines = [
        _line(style, points) for (_series, style), points in zip(chosen.named, places, strict=True)
    ]
    background = [_background(_places(each, frame.plot, frame.scale)) for each in chosen.others]
    return [*frame.elements, *background, *reversed(lines)], places


def _places(series: Series, plot: Box, scale: Scale) -> Places:
    slot = plot.width / len(series.values)
    return [
        None if value is None else (plot.left + (at + 0.5) * slot, scale.at(value))
        for at, value in enumerate(series.values)
    ]


def _line(style: Style, places: Places) -> str:
    """Where nothing is known the line has a gap; a point alone is its marker."""
    stroke = "".join(path(run) for run in _runs(places) if len(run) > 1)
    drawn = _stroke(stroke, style.colour, style.width, style.dash) if stroke else ""
    return drawn + "".join(marks.marker(at, style) for at in _marked(places))


def _background(places: Places) -> str:
    """Whole numbers are fine enough for what is only a cloud."""
    runs = [[(round(x), round(y)) for x, y in run] for run in _runs(places)]
    stroke = "".join(path(run) for run in runs if len(run) > 1)
    return _stroke(stroke, BACKGROUND_LINE, 1, "") if stroke else ""


def _stroke(points: str, colour: str, width: float, dash: str) -> str:
    return tag(
        "path",
        d=points,
        fill="none",
        stroke=colour,
        stroke_width=width,
        stroke_dasharray=dash or None,
        stroke_linejoin="round",
    )


def _runs(places: Places) -> list[list[Point]]:
    """What hangs together, between the gaps."""
    runs: list[list[Point]] = [[]]
    for at in places:
        if at is None:
            runs.append([])
        else:
            runs[-1].append(at)
    return [run for run in runs if run]


def _marked(places: Places) -> Iterator[Point]:
    """Every point, or of many some; always those that stand alone."""
    known = [at[0] for at in places if at is not None]
    slot = (known[-1] - known[0]) / max(len(known) - 1, 1) if known else 0
    every = max(1, round(MARKS_APART / slot)) if slot else 1
    before: Point | None = None
    for number, at in enumerate(places):
        after = places[number + 1] if number + 1 < len(places) else None
        if at is not None and (number % every == 0 or (before is None and after is None)):
            yield at
        before = at


def _room_for_names(chosen: Chosen, look: Look) -> float:
    """Beside the ends, where the lines are few and their names short; else there is a legend."""
    names = [series.name for series, _style in chosen.named]
    if chosen.others or not 1 < len(names) <= NAMED_AT_END:
        return 0.0
    widest = max(lettering.width(name, look.size) for name in names) + 16
    return widest if widest <= look.width * WIDEST_NAME else 0.0


def _names(chosen: Chosen, places: Sequence[Places], look: Look) -> list[str]:
    """Each at the end of its line; none at all where they would meet, or end far from the edge."""
    ends = [[at for at in points if at is not None][-1:] for points in places]
    last = [points[-1] for points in places]
    if not all(ends) or any(at is None for at in last):
        return []
    heights = sorted(end[0][1] for end in ends)
    if any(below - above < look.size * 1.1 for above, below in pairwise(heights)):
        return []
    return [
        text((end[0][0] + 10, end[0][1] + look.size * 0.35), series.name, look.size, fill=INK)
        for (series, _style), end in zip(chosen.named, ends, strict=True)
    ]
