"""Which reports are made, ordered once however often somebody presses."""

from datetime import datetime

from django.utils import timezone

from expo.dashboard.reports.failures import Failure
from expo.models import Account, Edition, ReportKind, ReportRun
from visitors import publications
from visitors.attendance import knowledge
from visitors.attendance.calendars import rules_of
from visitors.publications import NotSettled


def order(
    edition: Edition,
    kind: ReportKind,
    language: str,
    *,
    as_of: datetime | None,
    by: Account | None,
) -> ReportRun:
    """Have a worker make the report as of that past moment, else of the latest settled one.

    One that is there already, or being made, is that one. Raises NoShowDays, ContradictoryRules,
    AsOfTooEarly, AsOfInTheFuture and NotSettled."""
    latest = publications.latest_moment(edition)
    moment = as_of or latest
    _check(edition, moment, latest)
    run, _made = ReportRun.objects.get_or_create(
        edition=edition,
        kind=kind,
        language=language,
        as_of=moment,
        failure="",
        defaults={"ordered_at": timezone.now(), "ordered_by": by},
    )
    return run


def note_lost(run: ReportRun) -> None:
    """Say that the file has gone from where it was stored, so that it can be made again."""
    finished = ReportRun.objects.filter(pk=run.pk, failure="").exclude(finished_at=None)
    finished.update(failure=Failure.LOST, file="", page="")


def _check(edition: Edition, moment: datetime, latest: datetime) -> None:
    knowledge.as_of(edition, rules_of(edition), moment)
    if moment > latest:
        raise NotSettled(latest=latest.astimezone(edition.tz).isoformat())
