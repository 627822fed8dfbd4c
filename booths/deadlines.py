"""What organisers wait for from every exhibitor, by when, and who has not told it yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from booths.models import (
    Assignment,
    ChangeState,
    Deadline,
    DeadlineKind,
    Listing,
    ListingChange,
    Participation,
    ParticipationRole,
    ServiceOrder,
    SpaceKind,
    StaffPass,
)
from booths.models.deadline import DeadlineQuerySet
from booths.models.participation import ParticipationQuerySet
from expo.models import Edition

Condition = Q | Exists

FIELDS = {
    DeadlineKind.TEXTS: ("summary_ko", "summary_en", "text_ko", "text_en"),
    DeadlineKind.LOGO: ("logo",),
}
"""What a listing must have, by what is due."""


class DueState(TextChoices):
    DONE = "done", _("Done")
    WAITING = "waiting", _("Waiting for approval")
    SENT_BACK = "sent_back", _("Sent back")
    OPEN = "open", _("Still to do")
    OVERDUE = "overdue", _("Overdue")


WORDS: dict[DueState, Promise] = {
    DueState.DONE: _("Nothing left to do."),
    DueState.WAITING: _("The organisers look at it: nothing left to do for you."),
    DueState.SENT_BACK: _("The organisers sent it back with a reason. Put it right."),
    DueState.OPEN: _("Please do this in time."),
    DueState.OVERDUE: _("The time for this has passed. Do it now, or ask the organisers."),
}


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that organisers wait for. `note` is what they add to it."""

    kind: DeadlineKind
    due_at: datetime
    state: DueState
    note: str = ""

    @property
    def words(self) -> str:
        return str(WORDS[self.state])

    @property
    def is_done(self) -> bool:
        return self.state in {DueState.DONE, DueState.WAITING}


def due_list(participation: Participation, at: datetime) -> list[Due]:
    """What is due from this exhibitor, the soonest first; from three queries."""
    flags = _flags(participation)
    changes = _latest_changes(participation)
    return [
        Due(
            kind := DeadlineKind(deadline.kind),
            deadline.due_at,
            _state(kind, flags, changes, is_late=at > deadline.due_at),
            str(deadline.note),
        )
        for deadline in Deadline.objects.of(participation.edition)
        if flags[f"is_asked_{deadline.kind}"]
    ]


def asked(edition: Edition, kind: str) -> ParticipationQuerySet:
    """Who takes part and is asked for it."""
    return Participation.objects.of(edition).standing().filter(_is_asked(kind))


def missing(edition: Edition, kind: str) -> ParticipationQuerySet:
    """Who is asked for it and whose turn it is: a proposal that waits is the organisers' turn."""
    return asked(edition, kind).exclude(_is_answered(kind))


def with_missing(deadlines: DeadlineQuerySet) -> DeadlineQuerySet:
    """Each with how many are `asked` and how many of them `missing`, in one query for all."""
    return deadlines.annotate(
        asked=_counted({kind: _is_asked(kind) for kind in DeadlineKind}),
        missing=_counted({kind: _is_asked(kind) & ~Q(_is_answered(kind)) for kind in DeadlineKind}),
    )


def closes_at(edition: Edition, kind: str) -> datetime | None:
    """When it is due; None where the organisers named no time."""
    deadline = Deadline.objects.of(edition).filter(kind=kind).first()
    return deadline.due_at if deadline else None


def is_asked(participation: Participation, kind: str) -> bool:
    return Participation.objects.filter(_is_asked(kind), pk=participation.pk).exists()


def _is_asked(kind: str) -> Q:
    """Texts and a logo of everybody, passes of whoever has staff there, a sign of who has a shell
    scheme, all else of mains."""
    match kind:
        case DeadlineKind.TEXTS | DeadlineKind.LOGO:
            return Q(pk__isnull=False)
        case DeadlineKind.PASSES:
            return ~Q(role=ParticipationRole.REPRESENTED)
        case DeadlineKind.FASCIA_SIGN:
            held = Assignment.objects.standing().filter(participation=OuterRef("pk"))
            return Q(Exists(held.filter(space__kind=SpaceKind.SHELL)))
    return Q(role=ParticipationRole.MAIN)


def _is_told(kind: str) -> Exists:
    listings = Listing.objects.filter(participation=OuterRef("pk"))
    match kind:
        case DeadlineKind.TEXTS:
            return Exists(listings.complete())
        case DeadlineKind.LOGO:
            return Exists(listings.filter(logo__isnull=False))
        case DeadlineKind.PASSES:
            return Exists(StaffPass.objects.standing().filter(participation=OuterRef("pk")))
    return Exists(ServiceOrder.objects.filter(participation=OuterRef("pk"), kind=kind))


def _is_answered(kind: str) -> Exists:
    """Told, or every text that is lacking is proposed and waits."""
    if kind not in FIELDS:
        return _is_told(kind)
    proposals = ListingChange.objects.filter(listing=OuterRef("pk"), state=ChangeState.WAITING)
    listings = Listing.objects.filter(participation=OuterRef("pk"))
    for field in FIELDS[DeadlineKind(kind)]:
        lacks = Q(logo=None) if field == "logo" else Q(**{field: ""})
        listings = listings.filter(~lacks | Exists(proposals.filter(field=field)))
    return Exists(listings)


def _counted(conditions: dict[DeadlineKind, Q]) -> Case:
    """How many of the deadline's edition meet the condition of its kind."""
    return Case(
        *(When(kind=kind, then=_number(condition)) for kind, condition in conditions.items()),
        output_field=IntegerField(),
    )


def _number(condition: Q) -> Coalesce:
    rows = Participation.objects.standing().filter(condition, edition=OuterRef("edition"))
    numbers = rows.order_by().values("edition").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(numbers), Value(0))


def _flags(participation: Participation) -> dict[str, Any]:
    """`is_asked_<kind>` and `is_told_<kind>`, and the fields of its listing."""
    rows = Participation.objects.filter(pk=participation.pk)
    for kind in DeadlineKind:
        is_asked = ExpressionWrapper(_is_asked(kind), BooleanField())
        rows = rows.annotate(**{f"is_asked_{kind}": is_asked, f"is_told_{kind}": _is_told(kind)})
    fields = [f"listing__{field}" for fields in FIELDS.values() for field in fields]
    asked_and_told = [f"is_{what}_{kind}" for kind in DeadlineKind for what in ("asked", "told")]
    found: dict[str, Any] = rows.values(*asked_and_told, *fields).get()
    return found


def _latest_changes(participation: Participation) -> dict[str, str]:
    """Field of the listing → the state of the last proposal for it."""
    changes = ListingChange.objects.filter(listing__participation=participation)
    return dict(changes.kept().values_list("field", "state"))


def _state(
    kind: DeadlineKind, flags: dict[str, Any], changes: dict[str, str], *, is_late: bool
) -> DueState:
    if flags[f"is_told_{kind}"]:
        return DueState.DONE
    lacking = [field for field in FIELDS.get(kind, ()) if not flags[f"listing__{field}"]]
    if proposed := _proposed([changes.get(field, "") for field in lacking]):
        return proposed
    return DueState.OVERDUE if is_late else DueState.OPEN


def _proposed(states: Iterable[str]) -> DueState | None:
    """What became of the proposals for everything that is lacking; None while one is to be made."""
    told = set(states)
    if ChangeState.REFUSED in told:
        return DueState.SENT_BACK
    return DueState.WAITING if told == {ChangeState.WAITING} else None
