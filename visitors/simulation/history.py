"""Days that are over: everything in the order in which it happened and was received."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from functools import partial
from itertools import groupby

from expo.models import Edition
from visitors import merges, tickets
from visitors.crowd import Fair, Guest, Plan, uploads
from visitors.models import Person, Ticket
from visitors.simulation import headcounts
from visitors.simulation.hands import Hands
from visitors.simulation.intake import Intake

WRITTEN_DOWN = timedelta(minutes=2)  # after somebody counted heads

Progress = Callable[[int, int], None]
"""Hears how many scans are sent, and of how many."""


class Kind(IntEnum):
    """What happens at the same time happens in this order."""

    REVOCATION = 1
    BLACKOUT = 2
    UPLOAD = 3
    MERGE = 4
    HEADCOUNT = 5


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happens at a time of the fair, and how many scans it brings.

    What is of one kind and one time happens side by side, save in one lane, where it keeps its
    order: uploads from the entrances, which all lead into the fair, share one.
    """

    at: datetime
    kind: Kind
    happen: Callable[[], object]
    scans: int = 0
    lane: str = ""

    @property
    def order(self) -> tuple[datetime, Kind, str]:
        return self.at, self.kind, self.lane


@dataclass(frozen=True, slots=True)
class History:
    """Some days of the plan, each with the intake that its uploads go to."""

    edition: Edition
    fair: Fair
    plan: Plan
    issued: Mapping[int, Ticket]
    intakes: Mapping[int, Intake]

    def play(self, until: datetime, progress: Progress) -> Counter[str]:
        """Let everything happen that is received until then; tell what came of it."""
        moments = [moment for moment in self._moments() if moment.at <= until]
        moments.sort(key=lambda moment: moment.order)
        done, total = 0, sum(moment.scans for moment in moments)
        tally: Counter[str] = Counter()
        with Hands() as hands:
            for _, together in groupby(moments, key=lambda moment: moment.order[:2]):
                lanes = [list(lane) for _, lane in groupby(together, key=lambda one: one.lane)]
                tally += sum(hands.do(partial(_run, lane) for lane in lanes), Counter())
                done += sum(moment.scans for lane in lanes for moment in lane)
                progress(done, total)
        return tally

    def _moments(self) -> Iterator[Moment]:
        yield from self._revocations()
        yield from self._blackouts()
        yield from self._uploads()
        yield from self._merges()
        yield from self._headcounts()

    def _revocations(self) -> Iterator[Moment]:
        for guest in self.plan.guests:
            if guest.revoked_at:
                ticket = self.issued[guest.number]
                revoke = partial(tickets.revoke, ticket, at=guest.revoked_at)
                yield Moment(guest.revoked_at, Kind.REVOCATION, revoke)

    def _blackouts(self) -> Iterator[Moment]:
        for blackout in self.plan.blackouts:
            if intake := self.intakes.get(blackout.day):
                yield Moment(blackout.starts, Kind.BLACKOUT, partial(intake.go_dark, blackout))

    def _uploads(self) -> Iterator[Moment]:
        patient = (*self.fair.booths, *self.fair.desks)
        for day, intake in self.intakes.items():
            for upload in uploads(self.plan.days[day], self.plan.blackouts, patient):
                gate = upload.phone.gate
                yield Moment(
                    upload.at,
                    Kind.UPLOAD,
                    partial(intake.send, upload),
                    scans=len(upload.passages),
                    lane="" if gate in self.fair.entrances else gate,
                )

    def _merges(self) -> Iterator[Moment]:
        for guest in self.plan.guests:
            if guest.merged_at and guest.same_as is not None:
                first = self.plan.guests[guest.same_as]
                yield Moment(guest.merged_at, Kind.MERGE, partial(self._merge, guest, first))

    def _merge(self, second: Guest, first: Guest) -> None:
        tickets_of_both = (self.issued[guest.number] for guest in (second, first))
        merged, kept = (Person.objects.get(tickets=ticket) for ticket in tickets_of_both)
        if second.merged_at:
            merges.merge(merged, kept, at=second.merged_at)

    def _headcounts(self) -> Iterator[Moment]:
        for headcount in self.plan.headcounts:
            if headcount.day in self.intakes:
                at = headcount.at + WRITTEN_DOWN
                observe = partial(headcounts.tell, self.edition, headcount, at=at)
                yield Moment(headcount.at, Kind.HEADCOUNT, observe)


def _run(lane: list[Moment]) -> Counter[str]:
    tally: Counter[str] = Counter()
    for moment in lane:
        told = moment.happen()
        if isinstance(told, Counter):
            tally += told
    return tally
