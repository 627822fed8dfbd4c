"""Which spaces of the plan are meant: the others are dimmed and left out of the list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from booths.models import Operation, Sector, SpaceKind
from booths.plans import Drawing, Tile

FREE = "free"


@dataclass(frozen=True, slots=True)
class Choice:
    """One drop-down: its name in the address, its label, what it offers, what was chosen."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What was chosen; empty: all. A state is one of Operation, or free."""

    hall: str = ""
    sector: str = ""
    kind: str = ""
    state: str = ""

    @classmethod
    def asked(cls, query: QueryDict) -> "Filters":
        return cls(**{name: query.get(name, "") for name in cls.__slots__})

    def __bool__(self) -> bool:
        return any((self.hall, self.sector, self.kind, self.state))

    def choices(self, drawing: Drawing) -> list[Choice]:
        halls = [(hall.code, hall.name) for hall in drawing.halls]
        states = [(FREE, _("Free")), *_texts(Operation.choices)]
        return [
            Choice("hall", _("hall"), halls, self.hall),
            Choice("sector", _("sector"), _texts(Sector.choices), self.sector),
            Choice("kind", _("kind"), _texts(SpaceKind.choices), self.kind),
            Choice("state", _("state"), states, self.state),
        ]

    def shown(self, drawing: Drawing) -> Iterator[Tile]:
        for hall in drawing.halls:
            for tile in hall.tiles:
                if self._shows(hall.code, tile):
                    yield tile

    def _shows(self, hall: str, tile: Tile) -> bool:
        asked = [(self.hall, {hall}), (self.kind, {tile.kind})]
        asked += [(self.sector, {holder.sector for holder in tile.holders})]
        asked += [(self.state, {FREE} if tile.is_free else {tile.state})]
        if tile.is_free and tile.is_stopped:
            asked[-1] = (self.state, {FREE, tile.state})
        return all(not wanted or wanted in have for wanted, have in asked)


def _texts(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in choices]
