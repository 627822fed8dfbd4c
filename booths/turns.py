"""Acts on the floor as organisers do them: one or many spaces at once, whole or not at all, and
each with a way back."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from booths import assignments
from booths.models import Assignment, Participation, Space
from expo.errors import Conflict, DomainError, Refused
from expo.models import Edition

Row = TypeVar("Row")


class NothingGiven(Refused):
    code = "nothing_given"
    message = _("Choose at least one space.")


class NothingToPutBack(Conflict):
    code = "nothing_to_put_back"
    message = _("There is nothing to put back.")


class SomeRefused(Conflict):
    """`refusals`: for each line that cannot be done, by its number from 0, why not."""

    code = "some_refused"
    message = _("Nothing was changed, because not all of it can be done.")

    def __init__(self, refusals: Mapping[int, DomainError]) -> None:
        self.refusals = refusals
        super().__init__(rows={number: error.code for number, error in refusals.items()})


class Placement(NamedTuple):
    """Who is to stand where; for all show days where none are named."""

    space: Space
    participation: Participation
    days: DateRange | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One act: the assignments that it made, and those that it ended."""

    given: Sequence[Assignment] = ()
    taken: Sequence[Assignment] = ()

    @property
    def spaces(self) -> list[str]:
        """The codes of the spaces that it touched."""
        return sorted({row.space.code for row in (*self.given, *self.taken)})


def give(placements: Sequence[Placement]) -> Turn:
    """All of them or none. Raises NothingGiven, SomeRefused."""
    if not placements:
        raise NothingGiven
    with transaction.atomic():
        assignments.hold(*(placement.space for placement in placements))
        assignments.hold_participations(*(placement.participation for placement in placements))
        return Turn(given=_each(placements, lambda placement: assignments.assign(*placement)))


def move(assignment: Assignment, space: Space, *, at: datetime) -> Turn:
    """Raises as `assignments.move` does."""
    return Turn(given=[assignments.move(assignment, space, at=at)], taken=[assignment])


def swap(one: Assignment, other: Assignment, *, at: datetime) -> Turn:
    """Raises as `assignments.swap` does."""
    return Turn(given=assignments.swap(one, other, at=at), taken=[one, other])


def release(given: Collection[Assignment], *, at: datetime) -> Turn:
    """All of them or none. Raises NothingGiven, SomeRefused."""
    rows = list(given)
    if not rows:
        raise NothingGiven
    with transaction.atomic():
        assignments.hold(*(row.space for row in rows))
        return Turn(taken=_each(rows, lambda row: assignments.release(row, at=at)))


def give_again(assignment: Assignment) -> Turn:
    """Raises as `assignments.give_again` does."""
    return Turn(given=[assignments.give_again(assignment)])


@transaction.atomic
def put_back(turn: Turn, *, at: datetime) -> Turn:
    """Undo the act, whole or not at all; what comes of it is an act that can be put back, too.

    Raises NothingToPutBack, SomeRefused."""
    if not (turn.given or turn.taken):
        raise NothingToPutBack
    rows = [*turn.given, *turn.taken]
    assignments.hold(*(row.space for row in rows))
    assignments.hold_participations(*(row.participation for row in rows))
    released = _each(turn.given, lambda row: assignments.release(row, at=at))
    return Turn(given=_each(turn.taken, assignments.give_again), taken=released)


def recall(edition: Edition, *, given: Collection[int], taken: Collection[int]) -> Turn:
    """An act of the edition by the primary keys of its rows; others are left out."""
    rows = Assignment.objects.of(edition).with_parties()
    return Turn(list(rows.filter(pk__in=given)), list(rows.filter(pk__in=taken)))


def _each(rows: Sequence[Row], act: Callable[[Row], Assignment]) -> list[Assignment]:
    """What the act made of each row; raises SomeRefused when it refused any of them."""
    made, refusals = [], {}
    for number, row in enumerate(rows):
        try:
            made.append(act(row))
        except DomainError as error:
            refusals[number] = error
    if refusals:
        raise SomeRefused(refusals)
    return made
