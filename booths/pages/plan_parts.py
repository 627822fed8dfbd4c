"""The parts of the plan's page that are the same whatever its address asks for, made once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from booths import freshness, plans
from booths.directory import passages
from booths.directory.passages import Passage
from booths.models import Operation, Space
from booths.plans import Booth, Box, Floor, Party
from expo.models import Edition
from expo.pages import pieces
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
class Found:
    """Somebody on a booth; `kind` is the sector, and what else tells him from the others there."""

    code: str
    name: Passage
    kind: str
    exhibits: tuple[Passage, ...]


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
        rows=render_to_string("plan/list.html", {"halls": list(_halls(floor, cards))}),
        cards={code.lower(): card for code, card in cards.items()},
    )


def _counted(floor: Floor) -> dict[str, int]:
    states = [booth.state for booth in floor.booths]
    return {state.value: states.count(state) for state in Operation}


def _cards(floor: Floor) -> dict[str, Card]:
    """By the codes of the booths: the list shows what they say too, so it is drawn once."""
    boxes = {tile.code: tile.box for tile in floor.drawing.tiles}
    return {
        booth.space.code: _card(booth, str(hall.name), boxes[booth.space.code])
        for hall, booths in floor.halls
        for booth in booths
    }


def _card(booth: Booth, hall: str, box: Box) -> Card:
    facts = pieces.drawn(
        "plan/facts.html",
        state=booth.state,
        why=str(booth.outage.text) if booth.outage else "",
        when=booth.when,
        found=tuple(_found(party) for party in booth.parties),
    )
    return Card(booth.space.code, booth.words, hall, box, facts)


def _found(party: Party) -> Found:
    body = party.exhibitor
    kinds = [body.get_sector_display()]
    if party.is_guest:
        kinds.append(party.participation.get_role_display())
    if party.first_day and party.last_day:
        kinds.append(f"{_day(party.first_day)}–{_day(party.last_day)}")
    exhibits = tuple(passages.of_row(exhibit, "name") for exhibit in party.exhibits)
    return Found(body.code, passages.of_row(body, "name"), " · ".join(kinds), exhibits)


def _day(day: date) -> str:
    return date_format(day, _("j F"))


def _halls(floor: Floor, cards: Mapping[str, Card]) -> Iterator[tuple[str, list[SafeString]]]:
    for hall, booths in floor.halls:
        yield str(hall.name), [_row(booth, cards[booth.space.code]) for booth in booths]


def _row(booth: Booth, card: Card) -> SafeString:
    return pieces.drawn("plan/row.html", card=card, also=booth.other_names)


def _address(space: Space) -> str:
    return f"?booth={quote(space.code)}#booth"
