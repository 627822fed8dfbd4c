"""What one guest does in one stay: in, halls and booths, out for lunch and in again, out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

from visitors.classes import VISITOR_CLASSES
from visitors.crowd.dice import dice_for, minutes, seconds
from visitors.crowd.fair import Fair, OpenDay
from visitors.crowd.guests import Guest, Stay, Trouble
from visitors.crowd.passages import Passage, Phone
from visitors.crowd.phones import Phones
from visitors.verdicts import Direction

EXITS_SCANNED = 0.88
SAME_WAY_OUT = 0.55
LUNCH = 0.09  # of those who stay long enough leave for a break and come back
LUNCH_OF_WORKERS = 0.3
LONG_ENOUGH = timedelta(hours=2)
BREAKS_SCANNED = 0.93  # the others are refused when they come back, and a supervisor helps
HELPED = 0.8
TOO_EARLY = 0.15  # of the first to come try the door before it opens
THE_FIRST = timedelta(minutes=6)
HALLS = (66, 20, 10, 4)  # of a hundred pass the doors of no hall, one, two, three
HALL_EXITS_SCANNED = 0.93
BOOTHS = (66, 20, 8, 4, 2)  # of a hundred are scanned at no booth, at one, …
AT_THE_DESK = 0.25  # of the walk-ins have their new badge tried there


@dataclass(frozen=True, slots=True)
class Choice:
    """Codes of gates, the first the most popular."""

    codes: Sequence[str]
    weights: Sequence[float]

    @classmethod
    def among(cls, codes: Sequence[str], steepness: float) -> "Choice":
        return cls(codes, tuple(accumulate(1 / (place + steepness) for place in range(len(codes)))))

    def one(self, dice: Random) -> str:
        return dice.choices(self.codes, cum_weights=self.weights)[0]


@dataclass(frozen=True, slots=True)
class Grounds:
    """The doors as the guests see them: some nearer, some booths dearer than others."""

    days: Sequence[OpenDay]
    phones: Phones
    entrances: Choice
    halls: Sequence[str]
    booths: Choice
    desks: Sequence[str]

    @classmethod
    def of(cls, fair: Fair, phones: Phones, seed: int) -> "Grounds":
        booths = dice_for(seed, "booths").sample(fair.booths, len(fair.booths))
        return cls(
            days=fair.days,
            phones=phones,
            entrances=Choice.among(fair.entrances, 1.5),
            halls=fair.halls,
            booths=Choice.among(booths, 4),
            desks=fair.desks,
        )

    def a_phone_at(self, gate: str, dice: Random) -> Phone:
        return dice.choice(self.phones[gate])


@dataclass(frozen=True, slots=True)
class Walk:
    """One stay of one guest. Passages of one area come at least 20 minutes apart, retries aside."""

    guest: Guest
    stay: Stay
    grounds: Grounds
    dice: Random

    def passages(self) -> Iterator[Passage]:
        gate = self.grounds.entrances.one(self.dice)
        if not self.guest.is_let_in:
            yield from self._in_trouble(gate)
            return
        yield from self._at_the_desk()
        yield from self._enter(gate)
        break_at = self._break()
        yield from self._look_around(break_at or self.stay.leaves)
        if break_at:
            yield from self._have_lunch(break_at, gate)
        if self.dice.random() < EXITS_SCANNED:
            yield self._pass(self._way_out(gate), Direction.OUT, self.stay.leaves)

    @property
    def _is_worker(self) -> bool:
        return self.guest.ticket_class not in VISITOR_CLASSES

    def _pass(self, gate: str, direction: Direction, at: datetime, override: str = "") -> Passage:
        phone = self.grounds.a_phone_at(gate, self.dice)
        return Passage(self.guest.number, phone, direction, at, self.guest.heads, override)

    def _in_trouble(self, gate: str) -> Iterator[Passage]:
        entry = self._pass(gate, Direction.IN, self.stay.arrives)
        yield entry
        if self.guest.trouble is Trouble.TURNED_BACK:
            at = entry.at + seconds(self.dice, 20, 90)
            yield replace(entry, at=at, takes_back=True)

    def _at_the_desk(self) -> Iterator[Passage]:
        registered_at = self.guest.registered_at
        if not self.grounds.desks or registered_at < self.stay.arrives - timedelta(minutes=15):
            return
        if self.dice.random() < AT_THE_DESK:
            at = registered_at + seconds(self.dice, 30, 120)
            yield self._pass(self.grounds.desks[0], Direction.IN, at)

    def _enter(self, gate: str) -> Iterator[Passage]:
        opens = self.grounds.days[self.stay.day].opens
        is_first = timedelta() <= self.stay.arrives - opens < THE_FIRST
        if is_first and self.dice.random() < TOO_EARLY:
            yield self._pass(gate, Direction.IN, opens - minutes(self.dice, 1, 10))
        yield self._pass(gate, Direction.IN, self.stay.arrives)

    def _break(self) -> datetime | None:
        """When he goes out for lunch; None when he stays."""
        lasts = self.stay.leaves - self.stay.arrives
        share = LUNCH_OF_WORKERS if self._is_worker else LUNCH
        if lasts < LONG_ENOUGH or self.dice.random() > share:
            return None
        return self.stay.arrives + minutes(self.dice, 25, lasts.total_seconds() / 60 - 80)

    def _have_lunch(self, leaves: datetime, gate: str) -> Iterator[Passage]:
        """Out and in again; whose exit nobody scanned is refused, and mostly helped."""
        back = leaves + minutes(self.dice, 25, 55)
        if self.dice.random() < BREAKS_SCANNED:
            yield self._pass(self._way_out(gate), Direction.OUT, leaves)
            yield self._pass(gate, Direction.IN, back)
            return
        yield self._pass(gate, Direction.IN, back)
        if self.dice.random() < HELPED:
            at = back + seconds(self.dice, 30, 90)
            yield self._pass(gate, Direction.IN, at, "나갈 때 스캔하지 않음")

    def _way_out(self, way_in: str) -> str:
        if self.dice.random() < SAME_WAY_OUT:
            return way_in
        return self.grounds.entrances.one(self.dice)

    def _look_around(self, until: datetime) -> Iterator[Passage]:
        if self.guest.is_let_in and not self._is_worker:
            yield from self._in_halls(until)
            yield from self._at_booths(until)

    def _in_halls(self, until: datetime) -> Iterator[Passage]:
        number = min(self._how_many(HALLS), len(self.grounds.halls))
        share = (until - self.stay.arrives) / (number or 1)
        for place, hall in enumerate(self.dice.sample(self.grounds.halls, number)):
            enters = self.stay.arrives + share * place + share * self.dice.uniform(0.1, 0.3)
            yield self._pass(hall, Direction.IN, _ms(enters))
            if self.dice.random() < HALL_EXITS_SCANNED:
                yield self._pass(hall, Direction.OUT, _ms(enters + share * 0.65))

    def _at_booths(self, until: datetime) -> Iterator[Passage]:
        number = self._how_many(BOOTHS) if self.grounds.booths.codes else 0
        lasts = until - self.stay.arrives
        for booth in {self.grounds.booths.one(self.dice): None for _ in range(number)}:
            at = self.stay.arrives + lasts * self.dice.uniform(0.05, 0.95)
            yield self._pass(booth, Direction.IN, _ms(at))

    def _how_many(self, of_a_hundred: Sequence[int]) -> int:
        return self.dice.choices(range(len(of_a_hundred)), of_a_hundred)[0]


def _ms(at: datetime) -> datetime:
    return at.replace(microsecond=at.microsecond // 1000 * 1000)
