"""The parts of the plan's page that are the same whatever its address asks for, made once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from booths import freshness, plans
from booths.models import Operation, Space
from booths.plans import Booth, Box, Floor
from expo.models import Edition, Hall
from expo.pages.keeping import once


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says of one booth, and where it lies on the plan."""

    code: str
    names: str
    hall: str
    box: Box
    facts: SafeString


@dataclass(frozen=True, slots=True)
class Parts:
    """`sheet` is what drawing and marks are drawn on, `halls` are names, `counted` how many booths
    are in each state; `cards` go by their codes in small letters. The rest is HTML."""

    sheet: Box
    halls: Sequence[str]
    counted: Mapping[str, int]
    drawing: SafeString
    rows: SafeString
    cards: Mapping[str, Card]

    def card(self, code: str) -> Card | None:
        return self.cards.get(code.strip().lower())


def parts(edition: Edition, at: datetime) -> Parts:
    """From the cache as long as nothing has moved on the floor, in the reader's language."""
    tag = freshness.tag(edition, at, language=get_language() or "")
    return once(f"plan:{tag}", lambda: _made(edition, at))


def _made(edition: Edition, at: datetime) -> Parts:
    floor = plans.floor(edition, at, _address)
    cards = _cards(floor)
    return Parts(
        sheet=Box(0, 0, floor.drawing.width, floor.drawing.height),
        halls=[hall.name for hall in floor.drawing.halls],
        counted=_counted(floor),
        drawing=render_to_string("plan/drawing.html", {"drawing": floor.drawing}),
        rows=render_to_string("plan/list.html", {"halls": _halls(floor, cards)}),
        cards={code.lower(): card for code, card in cards.items()},
    )


def _counted(floor: Floor) -> dict[str, int]:
    states = [booth.state for booth in floor.booths]
    return {state.value: states.count(state) for state in Operation}


def _cards(floor: Floor) -> dict[str, Card]:
    """By the codes of the booths: the list shows what they say too, so it is drawn once."""
    boxes = {tile.code: tile.box for tile in floor.drawing.tiles}
    return {booth.space.code: _card(booth, boxes[booth.space.code]) for booth in floor.booths}


def _halls(floor: Floor, cards: Mapping[str, Card]) -> list[tuple[Hall, list[tuple[Booth, Card]]]]:
    return [
        (hall, [(booth, cards[booth.space.code]) for booth in booths])
        for hall, booths in floor.halls
    ]


def _card(booth: Booth, box: Box) -> Card:
    facts = render_to_string("plan/facts.html", {"booth": booth})
    return Card(booth.space.code, booth.words, str(booth.space.hall.name), box, facts)


def _address(space: Space) -> str:
    return f"?booth={quote(space.code)}#booth"
