"""When booths stop: one outage may cover many, opened and closed in one act."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Value, When
from django.utils.translation import gettext_lazy as _

from booths.intervals import Stretch, shared, total
from booths.models import Cause, Operation, Outage, ServiceStatus, Space
from booths.models.space import SpaceQuerySet
from expo import show_days
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is said of an outage when it is opened."""

    cause: Cause
    text_ko: str
    text_en: str = ""
    state: Operation = Operation.SUSPENDED
    started_at: datetime
    start_is_estimated: bool = False
    expected_until: datetime | None = None


@transaction.atomic
def start(
    edition: Edition, notice: Notice, spaces: Collection[Space], by: Account | None = None
) -> Outage:
    """Open one outage over these booths. Raises NothingToSuspend, OtherEdition."""
    if not spaces:
        raise NothingToSuspend
    if any(space.edition_id != edition.pk for space in spaces):
        raise OtherEdition
    outage = Outage.objects.create(
        edition=edition,
        state=notice.state,
        cause=notice.cause,
        text_ko=notice.text_ko,
        text_en=notice.text_en,
        started_at=notice.started_at,
        start_is_estimated=notice.start_is_estimated,
        expected_until=notice.expected_until,
        opened_by=by,
    )
    for space in spaces:
        ServiceStatus.objects.create(outage=outage, space=space, started_at=notice.started_at)
    return outage


@transaction.atomic
def end(outage: Outage, *, at: datetime) -> Outage:
    """Reopen every booth the outage still holds. Raises AlreadyReopened, EndsBeforeStart."""
    locked = _locked(outage, at)
    for status in locked.statuses.standing():
        _reopen(status, at)
    return _close(locked, at)


@transaction.atomic
def reopen(outage: Outage, space: Space, *, at: datetime) -> Outage:
    """Reopen one booth; with the last one the outage is over.

    Raises AlreadyReopened, EndsBeforeStart."""
    locked = _locked(outage, at)
    status = locked.statuses.standing().filter(space=space).first()
    if status is None:
        raise AlreadyReopened(space=space.code)
    _reopen(status, at)
    return locked if locked.statuses.standing().exists() else _close(locked, at)


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


def downtime(spaces: Iterable[Space], edition: Edition, until: datetime) -> dict[int, timedelta]:
    """How long each space was suspended in opening hours up to `until`, by its primary key.

    What still stands is taken to last until then; overlapping outages count once."""
    hours = [Stretch(*day) for day in show_days.opening_hours(edition)]
    stopped = _suspensions(spaces, until)
    return {space.pk: total(shared(stopped[space.pk], hours)) for space in spaces}


def availability(stopped: timedelta, edition: Edition, until: datetime) -> float:
    """The share, 0 to 1, of the opening hours up to `until` in which a booth was not suspended."""
    past = Stretch(datetime.min.replace(tzinfo=until.tzinfo), until)
    opened = total(Stretch(*day).cut_to(past) for day in show_days.opening_hours(edition))
    return 1 - stopped / opened if opened else 1.0


def _suspensions(spaces: Iterable[Space], until: datetime) -> dict[int, list[Stretch]]:
    found = defaultdict(list)
    for status in ServiceStatus.objects.suspended().filter(space__in=spaces):
        end_of = min(status.ended_at or until, until)
        found[status.space_id].append(Stretch(status.started_at, end_of))
    return found


def _locked(outage: Outage, at: datetime) -> Outage:
    locked = Outage.objects.select_for_update().get(pk=outage.pk)
    if locked.ended_at is not None:
        raise AlreadyReopened
    if at < locked.started_at:
        raise EndsBeforeStart
    return locked


def _reopen(status: ServiceStatus, at: datetime) -> None:
    status.ended_at = max(at, status.started_at)
    status.save(update_fields=["ended_at"])


def _close(outage: Outage, at: datetime) -> Outage:
    outage.ended_at = at
    outage.save(update_fields=["ended_at"])
    return outage
