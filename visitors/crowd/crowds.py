"""Putting the guests together: so many visits, and all the others a fair has besides."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from random import Random

from visitors.classes import TicketClass
from visitors.crowd import arrivals, names
from visitors.crowd.dice import dice_for, minutes, one_in, some
from visitors.crowd.fair import Fair, OpenDay
from visitors.crowd.guests import Guest, Source, Stay, Trouble

DAYS_EACH = ((1, 87), (2, 10), (3, 3))  # of a hundred humans, so many come on so many days
ADVANCE = 0.68  # of the visitors register before the fair
NO_SHOWS = 0.22  # as many again register, and never come
CANCELLED = 25  # one in so many of those says so
WEEKS_AHEAD = 4
MERGED_AFTER = timedelta(hours=1)
HEADS = (12, 35)
ONE_IN_VISITS = {
    TicketClass.EXHIBITOR: 75,
    TicketClass.STAFF: 200,
    TicketClass.SERVICE: 350,
    TicketClass.MEDIA: 500,
    TicketClass.SPEAKER: 1000,
}
GROUPS = 750
REGISTERED_TWICE = 20  # of those who come more than once
TROUBLES = {Trouble.WRONG_DAY: 600, Trouble.REVOKED: 1500, Trouble.TURNED_BACK: 1500}


def gather(fair: Fair, visits: int, seed: int) -> list[Guest]:
    """Everybody who registers: named visitors with so many visits, and whoever comes besides."""
    gathering = Gathering(fair, dice_for(seed, "guests"))
    return gathering.everybody(visits)


@dataclass(slots=True)
class Gathering:
    """Makes guests, and numbers them in the order of making."""

    fair: Fair
    dice: Random
    numbers: Iterator[int] = field(default_factory=count)

    def everybody(self, visits: int) -> list[Guest]:
        visitors = [self.visitor(days) for days in self.calendars(visits)]
        visitors = [guest for one in self.registered_twice(visitors) for guest in one]
        return [
            *visitors,
            *self.no_shows(visitors),
            *self.groups(one_in(GROUPS, visits)),
            *self.workers(visits),
            *self.troubled(visits),
        ]

    def calendars(self, visits: int) -> Iterator[tuple[OpenDay, ...]]:
        """The days on which each human comes: exactly so many visits together."""
        numbers, weights = zip(*DAYS_EACH, strict=True)
        while visits > 0:
            wanted = self.dice.choices(numbers, weights)[0]
            days = self.some_days(min(wanted, visits, len(self.fair.days)))
            yield days
            visits -= len(days)

    def some_days(self, number: int) -> tuple[OpenDay, ...]:
        """Different days in their order; people prefer the weekend."""
        chosen: dict[int, OpenDay] = {}
        weights = [arrivals.popularity(day) for day in self.fair.days]
        while len(chosen) < number:
            day = self.dice.choices(self.fair.days, weights)[0]
            chosen[day.index] = day
        return tuple(chosen[index] for index in sorted(chosen))

    def visitor(self, days: tuple[OpenDay, ...]) -> Guest:
        stays = tuple(self.stay(day) for day in days)
        return self.walk_in(stays) if self.dice.random() > ADVANCE else self.expected(stays)

    def stay(self, day: OpenDay) -> Stay:
        arrives = arrivals.arrival(day, self.dice)
        return Stay(day.index, arrives, arrivals.departure(arrives, day, self.dice))

    def expected(
        self,
        stays: tuple[Stay, ...],
        ticket_class: TicketClass = TicketClass.VISITOR,
        source: Source = Source.ADVANCE,
    ) -> Guest:
        """Registered before the fair, for all its days."""
        ahead = timedelta(weeks=WEEKS_AHEAD) * self.dice.random()
        registered_at = self.fair.days[0].opens - timedelta(hours=12) - ahead
        number = next(self.numbers)
        return Guest(
            number=number,
            ticket_class=ticket_class,
            human=names.human(number, self.dice),
            source=source,
            registered_at=registered_at,
            first_day=0,
            last_day=len(self.fair.days) - 1,
            stays=stays,
        )

    def walk_in(self, stays: tuple[Stay, ...]) -> Guest:
        """Registered at the desk, minutes before the first time in."""
        number = next(self.numbers)
        return Guest(
            number=number,
            ticket_class=TicketClass.VISITOR,
            human=names.human(number, self.dice),
            source=Source.ON_SITE,
            registered_at=stays[0].arrives - minutes(self.dice, 4, 12),
            first_day=stays[0].day,
            last_day=stays[-1].day,
            stays=stays,
        )

    def registered_twice(self, visitors: list[Guest]) -> Iterator[list[Guest]]:
        """Some who come on several days use a second registration after the first day."""
        often = [guest.number for guest in visitors if len(guest.stays) > 1]
        twice = set(some(self.dice, often, one_in(REGISTERED_TWICE, len(often))))
        for guest in visitors:
            yield self.split(guest) if guest.number in twice else [guest]

    def split(self, guest: Guest) -> list[Guest]:
        """The first stay under the first registration, the others under a second one."""
        first, *others = guest.stays
        number = next(self.numbers)
        second = replace(
            guest,
            number=number,
            human=replace(guest.human, email=f"visitor-{number}@{names.DOMAIN}"),
            source=Source.ON_SITE,
            registered_at=others[0].arrives - minutes(self.dice, 4, 12),
            first_day=others[0].day,
            last_day=others[-1].day,
            stays=tuple(others),
            same_as=guest.number,
            merged_at=others[0].arrives + MERGED_AFTER,
        )
        return [replace(guest, stays=(first,)), second]

    def no_shows(self, visitors: list[Guest]) -> Iterator[Guest]:
        expected = sum(guest.source is Source.ADVANCE for guest in visitors)
        for place in range(round(expected * NO_SHOWS)):
            guest = self.expected(())
            yield self.cancelled(guest) if place % CANCELLED == 0 else guest

    def cancelled(self, guest: Guest) -> Guest:
        at = guest.registered_at + timedelta(hours=10) * self.dice.random()
        return replace(guest, cancelled_at=at, revoked_at=at)

    def groups(self, number: int) -> Iterator[Guest]:
        """Classes with one nameless ticket, on a weekday if there is one, in the first half."""
        days = [day for day in self.fair.days if not day.is_weekend] or self.fair.days
        for _ in range(number):
            day = self.dice.choice(days)
            arrives = day.part(0.02) + minutes(self.dice, 0, day.length.total_seconds() / 120)
            stay = Stay(day.index, arrives, arrives + minutes(self.dice, 60, 120))
            group = self.expected((stay,), TicketClass.GROUP, Source.INVITED)
            yield replace(group, heads=self.dice.randint(*HEADS))

    def workers(self, visits: int) -> Iterator[Guest]:
        """Exhibitors, staff and service every day; media and speakers on some."""
        for ticket_class, rate in ONE_IN_VISITS.items():
            for _ in range(one_in(rate, visits)):
                stays = tuple(self.working_stay(day) for day in self.working_days(ticket_class))
                yield self.expected(stays, ticket_class, Source.INVITED)

    def working_days(self, ticket_class: TicketClass) -> tuple[OpenDay, ...]:
        if ticket_class in {TicketClass.MEDIA, TicketClass.SPEAKER}:
            return self.some_days(self.dice.randint(1, min(2, len(self.fair.days))))
        return self.fair.days

    def working_stay(self, day: OpenDay) -> Stay:
        return Stay(day.index, *arrivals.working_day(day, self.dice))

    def troubled(self, visits: int) -> Iterator[Guest]:
        """A ticket for another day needs another day."""
        for trouble, rate in TROUBLES.items():
            if trouble is Trouble.WRONG_DAY and len(self.fair.days) == 1:
                continue
            for _ in range(one_in(rate, visits)):
                day = self.dice.choice(self.fair.days)
                yield self.in_trouble(trouble, self.stay(day))

    def in_trouble(self, trouble: Trouble, stay: Stay) -> Guest:
        guest = replace(self.expected((stay,)), trouble=trouble)
        if trouble is Trouble.REVOKED:
            return replace(guest, revoked_at=self.before_the_fair())
        if trouble is Trouble.WRONG_DAY:
            other = self.other_day(stay.day)
            return replace(guest, first_day=other, last_day=other)
        return guest

    def before_the_fair(self) -> datetime:
        return self.fair.days[0].opens - minutes(self.dice, 60, 600)

    def other_day(self, day: int) -> int:
        return self.dice.choice([other.index for other in self.fair.days if other.index != day])
