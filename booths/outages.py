"""When booths stop: told by their exhibitor or by organisers, amended, and reopened.

An organisers' outage may cover many booths and is closed in one act; a booth may tell one of its
own beside it. What started when is said once. A change of state closes one row and opens the next,
so that the intervals from which downtime is counted stay as they were."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Value, When
from django.utils.translation import gettext_lazy as _

from booths.models import Cause, Operation, Outage, ServiceStatus, Space
from booths.models.space import SpaceQuerySet
from expo import editions
from expo.errors import Conflict, Refused
from expo.models import Account, Edition


class NothingToSuspend(Refused):
    code = "nothing_to_suspend"
    message = _("Name at least one exhibition space.")


class OtherEdition(Refused):
    code = "other_edition"
    message = _("A space belongs to another edition.")


class AlreadyReopened(Conflict):
    code = "already_reopened"
    message = _("The outage is already over.")


class EndsBeforeStart(Refused):
    code = "ends_before_start"
    message = _("An outage ends after it started.")


class StartsInFuture(Refused):
    code = "starts_in_future"
    message = _("An outage cannot start later than now.")


class EndsInFuture(Refused):
    code = "ends_in_future"
    message = _("A booth cannot have reopened later than now.")


class ExpectedInPast(Refused):
    code = "expected_in_past"
    message = _("The time of reopening that you expect has passed already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What visitors are told of an outage: it may be put better as often as one likes."""

    cause: Cause
    text_ko: str
    text_en: str = ""
    state: Operation = Operation.SUSPENDED
    expected_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Said):
    """What is said of an outage when it is opened."""

    started_at: datetime
    start_is_estimated: bool = False


def start(
    edition: Edition, notice: Notice, spaces: Collection[Space], by: Account | None = None
) -> Outage:
    """Open one outage over these booths, as organisers do.

    Raises NothingToSuspend, OtherEdition, StartsInFuture, ExpectedInPast."""
    _check(edition, notice, spaces, editions.now(edition))
    return _open(edition, notice, dict.fromkeys(spaces, notice.started_at), by=by)


@transaction.atomic
def report(spaces: Collection[Space], notice: Notice, *, by: Account | None) -> Outage:
    """Tell, as their exhibitor, how these booths run; the outage that stands for them now.

    Told again for the same booths it amends what was said; for others it takes over those that
    have an outage of their own. Raises as `start` does."""
    if not spaces:
        raise NothingToSuspend
    edition = next(iter(spaces)).edition
    at = editions.now(edition)
    _check(edition, notice, spaces, at)
    held = {status.space: status.outage for status in _own(spaces)}
    for outage in set(held.values()):
        if {status.space_id for status in outage.statuses.standing()} == {s.pk for s in spaces}:
            return amend(outage, notice, at=at, by=by)
    for space, outage in held.items():
        reopen(outage, space, at=at)
    since = {space: at if space in held else notice.started_at for space in spaces}
    return _open(edition, notice, since, by=by, is_own=True)


@transaction.atomic
def amend(outage: Outage, said: Said, *, at: datetime, by: Account | None = None) -> Outage:
    """Say it better; the outage that stands now, another row when its state has changed.

    Raises AlreadyReopened, ExpectedInPast."""
    locked = _locked(outage)
    if said.expected_until != locked.expected_until:
        _check_expected(said, at)
    if said.state != locked.state:
        return _succeed(locked, said, at=at, by=by)
    for field in (changed := ["cause", "text_ko", "text_en", "expected_until"]):
        setattr(locked, field, getattr(said, field))
    locked.save(update_fields=changed)
    return locked


@transaction.atomic
def end(outage: Outage, *, at: datetime) -> Outage:
    """Reopen every booth the outage still holds.

    Raises AlreadyReopened, EndsBeforeStart, EndsInFuture."""
    locked = _locked_until(outage, at)
    for status in locked.statuses.standing():
        _reopen(status, at)
    return _close(locked, at)


@transaction.atomic
def reopen(outage: Outage, space: Space, *, at: datetime) -> Outage:
    """Reopen one booth; with the last one the outage is over. Raises as `end` does."""
    locked = _locked_until(outage, at)
    status = locked.statuses.standing().filter(space=space).first()
    if status is None:
        raise AlreadyReopened(space=space.code)
    _reopen(status, at)
    return locked if locked.statuses.standing().exists() else _close(locked, at)


@transaction.atomic
def reopen_some(outage: Outage, spaces: Collection[Space], *, at: datetime) -> Outage:
    """Reopen all of these booths or none of them. Raises as `end` does."""
    for space in spaces:
        outage = reopen(outage, space, at=at)
    return outage


@transaction.atomic
def reopen_own(spaces: Collection[Space], *, at: datetime | None = None) -> list[Outage]:
    """Let the booths run again that their exhibitor had stopped; the outages that covered them.

    Without a moment they never stopped: it was told by mistake, and counts as no downtime.
    Raises AlreadyReopened when none of them had, and as `end` does."""
    held = _own(spaces)
    if not held:
        raise AlreadyReopened
    return [
        reopen(status.outage, status.space, at=at or status.outage.started_at) for status in held
    ]


def with_state(spaces: SpaceQuerySet, at: datetime) -> SpaceQuerySet:
    """The spaces with `state`: how each operates at that moment, by its worst outage."""
    running = ServiceStatus.objects.running(at).filter(space=OuterRef("pk"))
    return spaces.annotate(
        state=Case(
            When(Exists(running.suspended()), then=Value(Operation.SUSPENDED.value)),
            When(Exists(running), then=Value(Operation.DEGRADED.value)),
            default=Value(Operation.OPERATING.value),
        )
    )


def _check(edition: Edition, notice: Notice, spaces: Collection[Space], at: datetime) -> None:
    if not spaces:
        raise NothingToSuspend
    if any(space.edition_id != edition.pk for space in spaces):
        raise OtherEdition
    if notice.started_at > at:
        raise StartsInFuture
    _check_expected(notice, at)


def _check_expected(said: Said, at: datetime) -> None:
    if said.expected_until is not None and said.expected_until <= at:
        raise ExpectedInPast


def _own(spaces: Collection[Space]) -> list[ServiceStatus]:
    """What their exhibitor told of these booths and still stands, locked: one word at a time.

    Booths and outages are each locked in one order, so that nobody waits in a ring; an organiser's
    outage, which only refers to the booths, need not wait."""
    rows = Space.objects.select_for_update(no_key=True)
    list(rows.filter(pk__in=[space.pk for space in spaces]).order_by("pk").values_list("pk"))
    standing = ServiceStatus.objects.own().standing().filter(space__in=spaces)
    outages = Outage.objects.select_for_update().filter(pk__in=standing.values("outage"))
    list(outages.order_by("pk").values_list("pk"))
    return list(standing.select_related("space", "outage__edition").order_by("outage", "space"))


def _locked(outage: Outage) -> Outage:
    rows = Outage.objects.select_for_update(of=["self"]).select_related("edition")
    locked = rows.get(pk=outage.pk)
    if locked.ended_at is not None:
        raise AlreadyReopened
    return locked


def _locked_until(outage: Outage, at: datetime) -> Outage:
    locked = _locked(outage)
    if at < locked.started_at:
        raise EndsBeforeStart
    if at > editions.now(locked.edition):
        raise EndsInFuture
    return locked


@transaction.atomic
def _open(
    edition: Edition,
    said: Said,
    since: dict[Space, datetime],
    *,
    by: Account | None,
    is_own: bool = False,
) -> Outage:
    """`since` says of each booth from when on it does not run as it should."""
    outage = Outage.objects.create(
        edition=edition,
        state=said.state,
        cause=said.cause,
        text_ko=said.text_ko,
        text_en=said.text_en,
        expected_until=said.expected_until,
        started_at=min(since.values()),
        start_is_estimated=isinstance(said, Notice) and said.start_is_estimated,
        opened_by=by,
    )
    for space, started_at in since.items():
        ServiceStatus.objects.create(
            outage=outage, space=space, started_at=started_at, is_own=is_own
        )
    return outage


def _succeed(outage: Outage, said: Said, *, at: datetime, by: Account | None) -> Outage:
    """The same booths in another state from now on."""
    held = list(outage.statuses.standing().select_related("space"))
    for status in held:
        _reopen(status, at)
    _close(outage, at)
    since = {status.space: status.ended_at or at for status in held}
    is_own = any(status.is_own for status in held)
    return _open(outage.edition, said, since, by=by, is_own=is_own)


def _reopen(status: ServiceStatus, at: datetime) -> None:
    status.ended_at = max(at, status.started_at)
    status.save(update_fields=["ended_at"])


def _close(outage: Outage, at: datetime) -> Outage:
    outage.ended_at = max(at, outage.started_at)
    outage.save(update_fields=["ended_at"])
    return outage
