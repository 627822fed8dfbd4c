"""Persons taken apart: by the class of their badge, by their reservation, by their registration."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Set
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from visitors.classes import TicketClass, place_of
from visitors.figures.readings import People, Reading

Person = TypeVar("Person", bound=Hashable)


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """Persons of one class, each once a show day; and heads, where nobody knows the persons.

    For a visitor class `person_days` are visits: those of all visitor classes sum to them."""

    person_days: int = 0
    unidentified: int = 0


@dataclass(frozen=True, slots=True)
class Attendance:
    """A session's room against its reservations. `came`: seats whose holder entered the room;
    `without_seat`: visitors who were there and held none."""

    reserved: int = 0
    came: int = 0
    without_seat: int = 0

    @property
    def no_shows(self) -> int:
        return self.reserved - self.came


@dataclass(frozen=True, slots=True)
class Conversion:
    """Persons who registered and did not cancel, and those of them who came."""

    registered: int = 0
    came: int = 0

    @property
    def share(self) -> float | None:
        """Of nobody, none."""
        return self.came / self.registered if self.registered else None


def by_class(readings: Iterable[Reading]) -> dict[str, ClassFigures]:
    """Only classes of which there was anybody.

    A visit belongs to one class: with badges of several visitor classes on one day to the first of
    them, in the order of the classes. The heads of nameless badges are those of groups."""
    present = [reading for reading in readings if reading.is_present]
    person_days = Counter(_classes(present))
    heads = unidentified(present).total()
    classes = {*person_days, *([TicketClass.GROUP.value] if heads else [])}
    return {
        name: ClassFigures(person_days[name], heads if name == TicketClass.GROUP else 0)
        for name in sorted(classes, key=place_of)
    }


def unidentified(readings: Iterable[Reading]) -> Counter[date]:
    """For each day the sum over nameless badges of the largest `heads` of a countable scan."""
    largest: dict[tuple[date, str], int] = defaultdict(int)
    for reading in readings:
        if reading.day and reading.person is None and reading.is_present:
            badge = reading.day.day, reading.scan.badge
            largest[badge] = max(largest[badge], reading.scan.heads)
    heads: Counter[date] = Counter()
    for (day, _badge), number in largest.items():
        heads[day] += number
    return heads


def first_days(came: Iterable[tuple[date, str]]) -> dict[str, date]:
    """On which show day each came first."""
    first: dict[str, date] = {}
    for day, person in came:
        first[person] = min(day, first.get(person, day))
    return first


def attendance(
    readings: Iterable[Reading], people: People, reserved: Collection[str]
) -> Attendance:
    """Of a session's room; `reserved` are the badges that hold a seat, each once."""
    present = [reading for reading in readings if reading.is_present]
    there = {reading.person or reading.scan.badge for reading in present}
    visitors = {reading.person for reading in present if reading.is_visitor} - {None}
    holders = [people[badge] or badge for badge in reserved]
    return Attendance(
        reserved=len(holders),
        came=sum(holder in there for holder in holders),
        without_seat=len(visitors - {*holders}),
    )


def conversion(came: Set[Person], registered: Set[Person], cancelled: Set[Person]) -> Conversion:
    """Sets of persons. Whoever cancelled is in neither number, even if he came after all."""
    expected = registered - cancelled
    return Conversion(len(expected), len(expected & came))


def _classes(present: Iterable[Reading]) -> Iterable[str]:
    """One class for each visit, and one for each person-day of each class that is no visitor's."""
    visits: dict[tuple[str, date], set[str]] = defaultdict(set)
    others: set[tuple[str, date, str]] = set()
    for reading in present:
        if reading.day and reading.person and reading.is_visitor:
            visits[reading.person, reading.day.day].add(reading.scan.badge_class)
        elif reading.day and reading.person:
            others.add((reading.person, reading.day.day, reading.scan.badge_class))
    yield from (min(classes, key=place_of) for classes in visits.values())
    yield from (badge_class for _person, _day, badge_class in others)
