"""The copy itself: one transaction, and a number of statements that no edition's size changes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from booths.models import Assignment, Participation
from expo import access
from expo.constraints import refused_as
from expo.dashboard.copying import sources
from expo.dashboard.copying.plans import CopyPlan, PartOfCopy
from expo.dashboard.copying.rows import copied, like
from expo.errors import Conflict
from expo.models import Account, Edition, RoleKind

UNLIKE = {
    "is_published": False,
    "clock_set_at": None,
    "clock_set_to": None,
    "clock_rate": 1.0,
    "gross_area": None,
    "registration_opens_at": None,
    "registration_closes_at": None,
}
"""What a copy never takes over: it is not public, lives in real time, was not yet measured, and
says anew from when to when one registers."""

Copies = dict[int, Any]


class SlugTaken(Conflict):
    code = "edition_exists"
    message = _(
        "An edition with this address name exists already. Perhaps this copy was made before."
    )


class NumberTaken(Conflict):
    code = "edition_number_taken"
    message = _("An edition with this number exists already. Perhaps this copy was made before.")


REFUSALS = {
    "expo_one_edition_per_address_name": SlugTaken,
    "expo_one_edition_per_number": NumberTaken,
}


@dataclass(frozen=True, slots=True)
class Copied:
    edition: Edition
    rows: int


def copy(source: Edition, plan: CopyPlan, *, by: Account) -> Copied:
    """Make the edition, whole or not at all; whoever makes it organises it.

    Raises SlugTaken, NumberTaken, PartMissing, NoShowDays."""
    plan.check()
    shift = plan.shift(source)
    with refused_as(REFUSALS):
        edition = _edition(source, plan)
        edition.save(force_insert=True)
        access.grant(by, edition, RoleKind.ORGANISER)
        rows = _Copying(source, edition, shift).run(plan.parts)
    return Copied(edition, rows)


def _edition(source: Edition, plan: CopyPlan) -> Edition:
    named = {"slug": plan.slug, "number": plan.number}
    return like(source, **UNLIKE, **named, name_ko=plan.name_ko, name_en=plan.name_en)


class _Copying:
    """One copy, kind of row by kind of row; each needs the ones before."""

    def __init__(self, source: Edition, edition: Edition, shift: timedelta) -> None:
        self.source, self.edition, self.shift = source, edition, shift
        self.rows = 0
        self.halls: Copies = {}
        self.spaces: Copies = {}
        self.parts: Copies = {}

    def run(self, parts: frozenset[PartOfCopy]) -> int:
        """How many rows were made."""
        self._take(sources.show_days(self.source), lambda day: {"date": day.date + self.shift})
        steps = {
            PartOfCopy.SPACES: self._floor,
            PartOfCopy.GATES: self._gates,
            PartOfCopy.EXHIBITORS: self._exhibitors,
            PartOfCopy.ASSIGNMENTS: self._assignments,
            PartOfCopy.LISTINGS: self._listings,
            PartOfCopy.DEADLINES: self._deadlines,
        }
        for part, step in steps.items():
            if part in parts:
                step()
        return self.rows

    def _floor(self) -> None:
        self.halls = self._take(sources.halls(self.source))
        self.spaces = self._take(
            sources.spaces(self.source), lambda space: {"hall_id": self.halls[space.hall_id].pk}
        )

    def _gates(self) -> None:
        areas = self._take(
            sources.areas(self.source),
            lambda area: {"hall_id": area.hall_id and self.halls[area.hall_id].pk},
        )
        self._take(
            sources.gates(self.source),
            lambda gate: {"area_id": gate.area_id and areas[gate.area_id].pk},
        )

    def _exhibitors(self) -> None:
        """Mains first: others stand with them."""
        bodies = self._take(sources.exhibitors(self.source))

        def changes(part: Participation) -> dict[str, Any]:
            main = self.parts[part.main_id].pk if part.main_id else None
            return {"exhibitor_id": bodies[part.exhibitor_id].pk, "main_id": main}

        standing = sources.participations(self.source)
        self.parts |= self._take(standing.filter(main=None), changes)
        self.parts |= self._take(standing.exclude(main=None), changes)

    def _assignments(self) -> None:
        def changes(given: Assignment) -> dict[str, Any]:
            return {
                "space_id": self.spaces[given.space_id].pk,
                "participation_id": self.parts[given.participation_id].pk,
                "days": DateRange(given.days.lower + self.shift, given.days.upper + self.shift),
            }

        self._take(sources.assignments(self.source), changes, is_of_edition=False)

    def _listings(self) -> None:
        listings = self._take(
            sources.listings(self.source),
            lambda row: {"participation_id": self.parts[row.participation_id].pk, "version": 1},
            is_of_edition=False,
        )
        self._take(
            sources.exhibits(self.source),
            lambda exhibit: {"listing_id": listings[exhibit.listing_id].pk},
            is_of_edition=False,
        )

    def _deadlines(self) -> None:
        self._take(
            sources.deadlines(self.source), lambda row: {"due_at": self._shifted(row.due_at)}
        )

    def _shifted(self, at: datetime) -> datetime:
        """The same time of day at the venue, however its clocks were set forward or back."""
        local = at.astimezone(self.source.tz)
        return datetime.combine(local.date() + self.shift, local.time(), tzinfo=self.source.tz)

    def _take(
        self, rows: Any, changes: Any = lambda row: {}, *, is_of_edition: bool = True
    ) -> Copies:
        own = {"edition_id": self.edition.pk} if is_of_edition else {}
        made = copied(rows, lambda row: own | changes(row))
        self.rows += len(made)
        return made
