"""Simulating an edition from registration to figures."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
from typing import Any

from django.db import connection, transaction
from django.db.models import Model, Sum
from django.utils import timezone

from expo import editions
from expo.errors import Conflict, Refused
from expo.models import Edition
from visitors import areas, crowd, seals
from visitors.attendance.counting import TABLES, catch_up
from visitors.crowd import Fair, OpenDay, Plan
from visitors.models import (
    AreaDay,
    AreaFrequency,
    CheckIn,
    Device,
    Merge,
    Person,
    Presence,
    Reservation,
    SimulatedCrowd,
    Ticket,
)
from visitors.simulation import announcements, forgetting, registrations, scanners, web
from visitors.simulation.client import Client
from visitors.simulation.fairs import fair_of
from visitors.simulation.history import History
from visitors.simulation.intake import Intake, Wire
from visitors.simulation.registrations import Tickets
from visitors.simulation.scanners import Scanner
from visitors.simulation.scripts import Script

AFTER_CLOSING = timedelta(minutes=50)
HTTP_HOUR = (timedelta(hours=1), timedelta(hours=2))  # after the first day opens


class AlreadyVisited(Conflict):
    code = "already_visited"
    message = "The edition already has check-ins: it is simulated once, on an empty edition."


class NobodyComes(Refused):
    code = "nobody_comes"
    message = "At least one visitor must come."


class NoSuchDay(Refused):
    code = "no_such_show_day"
    message = "The edition has no such show days."


@dataclass(frozen=True, slots=True)
class Wish:
    """What to simulate. `days` count from 0, None is all of them; `until` is the fair's time."""

    visits: int
    seed: int
    days: Sequence[int] | None = None
    until: datetime | None = None


Progress = Callable[[str, int, int], None]
"""Hears the name of a phase, how much of it is done, and of how much."""


def is_due(edition: Edition) -> bool:
    """Whether nothing has happened there yet, or a simulation broke off and is to begin again."""
    begun = SimulatedCrowd.objects.filter(edition=edition).first()
    if begun and begun.finished_at:
        return False
    own = begun.devices.all() if begun else Device.objects.none()
    return not CheckIn.objects.filter(edition=edition).exclude(device__in=own).exists()


def simulate(edition: Edition, wish: Wish, progress: Progress) -> dict[str, Any]:
    """Register the crowd, send its scans, have them counted; return a summary.

    The fair's clock then stands at the end of what was simulated and runs at its ordinary pace.
    Raises AlreadyVisited, NobodyComes, NoSuchDay, NoShowDays and NoEntrances."""
    return Run(edition, wish, progress).run()


class Run:
    """One simulation, phase by phase, with a stopwatch."""

    def __init__(self, edition: Edition, wish: Wish, progress: Progress) -> None:
        self.edition, self.wish, self.progress = edition, wish, progress
        self.seconds: dict[str, float] = {}

    def run(self) -> dict[str, Any]:
        fair = fair_of(self.edition)
        days = self._days(fair)
        self._check()
        with self._phase("plan"):
            plan = crowd.plan(fair, self.wish.visits, self.wish.seed)
        with self._phase("register"):
            begun, issued, at_gates = self._register(fair, plan)
        with self._phase("sign"):
            scripts = {day: self._script(plan, day, issued) for day in days}
        with self._phase("scan"), settled(), self._wire() as wire:
            hour = _http_hour(fair.days[days[0]])
            intakes = {day: Intake(script, at_gates, wire, hour) for day, script in scripts.items()}
            history = History(self.edition, fair, plan, issued, intakes)
            tally = history.play(self._until(fair.days[days[-1]]), partial(self.progress, "scan"))
        with self._phase("count"):
            self._count(at=self._until(fair.days[days[-1]]))
        with self._phase("tell"):
            announcements.announce(history, until=self._until(fair.days[days[-1]]))
        with self._phase("seal"):
            seals.seal_new(self.edition.pk)
        finish(begun)
        return self._summary(plan, days, tally)

    @contextmanager
    def _wire(self) -> Iterator[Wire]:
        with web.served() as url, closing(Client(url)) as client:
            yield Wire(self.edition, client)

    def _count(self, *, at: datetime) -> None:
        """Count at the time of the fair at which the history ends."""
        editions.set_clock(self.edition, at, rate=1)
        analyse(CheckIn, Presence, Merge)
        catch_up(self.edition.pk)
        analyse(*TABLES)

    def _check(self) -> None:
        if self.wish.visits < 1:
            raise NobodyComes
        if not is_due(self.edition):
            raise AlreadyVisited

    def _days(self, fair: Fair) -> list[int]:
        days = range(len(fair.days)) if self.wish.days is None else sorted(set(self.wish.days))
        if not days or not set(days) <= set(range(len(fair.days))):
            raise NoSuchDay(show_days=len(fair.days))
        return list(days)

    def _register(
        self, fair: Fair, plan: Plan
    ) -> tuple[SimulatedCrowd, Tickets, Mapping[str, Scanner]]:
        """All of it or nothing, after the leavings of a run that broke off."""
        with transaction.atomic():
            forgetting.forget(self.edition)
            begun = SimulatedCrowd.objects.create(
                edition=self.edition, visits=self.wish.visits, seed=self.wish.seed
            )
            issued = registrations.register(self.edition, fair, plan, self.wish.seed)
            at_gates = scanners.enrol(self.edition, begun, scanners.in_use(plan))
        analyse(Ticket, Presence, Person, Reservation)
        return begun, issued, at_gates

    def _script(self, plan: Plan, day: int, issued: Tickets) -> Script:
        space = registrations.namespace(self.edition, self.wish.seed)
        return Script(space, day, plan.days[day], issued)

    def _until(self, last: OpenDay) -> datetime:
        end = last.closes + AFTER_CLOSING
        return min(self.wish.until, end) if self.wish.until else end

    @contextmanager
    def _phase(self, name: str) -> Iterator[None]:
        began = monotonic()
        self.progress(name, 0, 1)
        yield
        self.progress(name, 1, 1)
        self.seconds[name] = round(monotonic() - began, 2)

    def _summary(self, plan: Plan, days: Sequence[int], tally: Counter[str]) -> dict[str, Any]:
        return {
            "edition": self.edition.slug,
            "seed": self.wish.seed,
            "days": [day + 1 for day in days],
            "guests": len(plan.guests),
            "visits_planned": sum(map(plan.visits_on, days)),
            "scans": dict(sorted(tally.items())),
            "figures": totals(self.edition),
            "seconds": self.seconds,
        }


def _http_hour(day: OpenDay) -> tuple[datetime, datetime]:
    first, last = HTTP_HOUR
    return day.opens + first, day.opens + last


@contextmanager
def settled() -> Iterator[None]:
    """Spare Python looking, again and again, through half a million rows and passages that stay."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def analyse(*tables: type[Model]) -> None:
    """Tell PostgreSQL how much there is now. It plans for what it was told last: nothing."""
    names = ", ".join(table._meta.db_table for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {names}")


def finish(begun: SimulatedCrowd) -> None:
    begun.finished_at = timezone.now()
    begun.save(update_fields=["finished_at"])


def totals(edition: Edition) -> dict[str, int]:
    """Entries, visits and visitors as counted."""
    fair = areas.fair(edition)
    sums = AreaDay.objects.filter(edition=edition, area=fair).aggregate(
        entries=Sum("entries", default=0), visits=Sum("daily_unique", default=0)
    )
    people = AreaFrequency.objects.filter(edition=edition, area=fair)
    return {**sums, "visitors": people.aggregate(people=Sum("persons", default=0))["people"]}
