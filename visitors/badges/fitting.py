"""Letters as large as fit: one line where it can be, more where it must, an ellipsis at the end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from expo import fonts

LEADING = 1.22
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Style:
    """A font, and the steps it may be set in: (points, most lines), the best step first.

    Words are cut only at `cut_from` points and less: until then smaller letters are better."""

    font: str
    steps: Sequence[tuple[float, int]]
    cut_from: float = 0.0


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that fit, and their size in points."""

    lines: list[str]
    size: float
    font: str

    @property
    def line_height(self) -> float:
        return self.size * LEADING

    @property
    def height(self) -> float:
        return len(self.lines) * self.line_height

    @property
    def width(self) -> float:
        return max((width for _line, width in self.measured()), default=0.0)

    def measured(self) -> Iterator[tuple[str, float]]:
        """Each line and its width."""
        return ((line, fonts.width(line, self.font, self.size)) for line in self.lines)


def steps(*spans: tuple[int, int, int]) -> list[tuple[float, int]]:
    """Each span of (largest, smallest, most lines), point by point."""
    return [(size, lines) for top, end, lines in spans for size in range(top, end - 1, -1)]


def fitted(text: str, style: Style, width: float, height: float = float("inf")) -> Block:
    """The text in the first step in which all of it fits; in the last one, what fits of it."""
    for size, most in style.steps:
        lines = _set(text, style, size, width)
        if (
            len(lines) <= most
            and len(lines) * size * LEADING <= height
            and _is_within(lines, style.font, width / size)
        ):
            return Block(_balanced(text, style.font, width / size, lines), size, style.font)
    size, most = style.steps[-1]
    lines = _shortened(_set(text, style, size, width), most, style.font, width / size)
    return Block(lines, size, style.font)


def _set(text: str, style: Style, size: float, width: float) -> list[str]:
    return _broken(text, style.font, width / size, is_cut=size <= style.cut_from)


def _broken(text: str, font: str, limit: float, *, is_cut: bool) -> list[str]:
    """Lines of at most the limit, in widths at one point; words longer than it stay, or are cut."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if fonts.width(joined, font) <= limit:
            lines[-1:] = [joined]
        else:
            lines += _cut(word, font, limit) if is_cut else [word]
    return lines


def _cut(word: str, font: str, limit: float) -> Iterator[str]:
    piece = ""
    for letter in word:
        if piece and fonts.width(piece + letter, font) > limit:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _is_within(lines: Sequence[str], font: str, limit: float) -> bool:
    return all(fonts.width(line, font) <= limit for line in lines)


def _balanced(text: str, font: str, limit: float, broken: list[str]) -> list[str]:
    """As many lines, but of about the same length: no single letter stands alone below."""
    if len(broken) < 2:
        return broken
    is_cut = " ".join(broken) != " ".join(text.split())
    narrowest = fonts.width(text, font) / len(broken)
    for part in range(20):
        tried = _broken(text, font, narrowest + (limit - narrowest) * part / 20, is_cut=is_cut)
        if len(tried) == len(broken) and _is_within(tried, font, limit):
            return tried
    return broken


def _shortened(lines: list[str], most: int, font: str, limit: float) -> list[str]:
    """The first lines, each within the limit, and an ellipsis where something is missing."""
    kept = [_shorten(line, font, limit) for line in lines[:most]]
    if len(lines) > most and not kept[-1].endswith(ELLIPSIS):
        kept[-1] = _shorten(kept[-1] + ELLIPSIS, font, limit)
    return kept


def _shorten(line: str, font: str, limit: float) -> str:
    if fonts.width(line, font) <= limit:
        return line
    line = line.removesuffix(ELLIPSIS)
    while line and fonts.width(line + ELLIPSIS, font) > limit:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS
