"""What a floor plan consists of. Metres from its upper left corner. Knows no framework."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from booths.plans.faces import Face, Inscription
from booths.plans.geometry import Box, Line

PIXELS_A_METRE = 10
OPERATING = "operating"


@dataclass(frozen=True, slots=True)
class HallShape:
    """A hall as an outline, its booths, and its name where no booth covers it."""

    code: str
    name: str
    box: Box
    label: Line
    tiles: Sequence["Tile"]


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody to be found on a booth: a main exhibitor, or who stands there with it."""

    code: str
    name: str
    sector: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A booth. `sector` is empty where nobody holds the space, `state` a value of Operation."""

    box: Box
    kind: str
    area: float
    sector: str
    state: str
    href: str
    holders: tuple[Holder, ...]
    words: Inscription
    face: Face

    @property
    def code(self) -> str:
        return self.words.code

    @property
    def x(self) -> float:
        return self.box.x

    @property
    def y(self) -> float:
        return self.box.y

    @property
    def width(self) -> float:
        return self.box.width

    @property
    def height(self) -> float:
        return self.box.height

    @property
    def is_free(self) -> bool:
        return not self.holders

    @property
    def is_stopped(self) -> bool:
        return self.state != OPERATING

    @property
    def name(self) -> str:
        """Everybody who is found there; the word for a free space where nobody is."""
        names = dict.fromkeys(holder.name for holder in self.holders)
        return ", ".join(names) or self.words.name

    @property
    def label(self) -> str:
        """All that is seen of it, such as "A-17 한빛신원청, 공공, 중단"."""
        return f"{self.calm_label}, {self.words.state}" if self.is_stopped else self.calm_label

    @property
    def calm_label(self) -> str:
        """The same without its state, which may change while somebody looks."""
        name = f"{self.code} {self.name}"
        return f"{name}, {self.words.sector}" if self.words.sector else name


@dataclass(frozen=True, slots=True)
class Drawing:
    """Halls with their tiles in the order in which they are read, on a plan of this size."""

    halls: Sequence[HallShape]
    width: float
    height: float

    @property
    def tiles(self) -> list[Tile]:
        return [tile for hall in self.halls for tile in hall.tiles]

    def without_states(self) -> "Drawing":
        """For what hangs for days: every booth as if it ran."""
        halls = [replace(hall, tiles=[_calm(tile) for tile in hall.tiles]) for hall in self.halls]
        return replace(self, halls=halls)

    @property
    def pixels(self) -> int:
        """How wide a screen shows it at least, for letters that can be read."""
        return round(self.width * PIXELS_A_METRE)


def _calm(tile: Tile) -> Tile:
    return replace(tile, state=OPERATING)
