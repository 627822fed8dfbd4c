"""Telling a figure to the public: it is counted here, never given, and kept as it was told."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from expo import editions
from expo.errors import Conflict, Refused
from expo.models import Account, Edition
from visitors.attendance import knowledge
from visitors.attendance.calendars import rules_of
from visitors.models import FigureName, PublishedFigure
from visitors.models.publication import OF_A_DAY, OF_ALL_DAYS
from visitors.publications.sentences import Told, sentence
from visitors.publications.values import value_of

SETTLING = timedelta(seconds=2)
"""Real time after which every upload that had been received is stored."""


class FigureNeedsADay(Refused):
    code = "figure_needs_a_day"
    message = _("This figure is one of a single show day: name the day.")


class FigureHasNoDay(Refused):
    code = "figure_has_no_day"
    message = _("This figure is one of all show days: name no day.")


class NotAShowDay(Refused):
    code = "not_a_show_day"


class DayNotBegun(Refused):
    code = "day_not_begun"


class NotSettled(Refused):
    code = "not_settled"
    message = _("Scans of that moment are still being stored. Take an earlier one, or wait.")


class PublishedDifferently(Conflict):
    code = "published_differently"
    message = _("Another figure was published under this id. A new one takes a new id.")


class CountedDifferently(Conflict):
    code = "counted_differently"
    message = _("This figure is no longer the one that you saw. Look at it again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What is to be told: a figure of one show day, or of all of them, as of an aware moment, or
    of the latest that can be told. `uuid` is chosen by who tells it, so that he may tell it again.

    Where a language has no text, the figure is told in a sentence with its definition. `value` is
    the one that was seen, by whoever looked before he told it."""

    figure: FigureName
    day: date | None = None
    as_of: datetime | None = None
    value: int | None = None
    text_ko: str = ""
    text_en: str = ""
    uuid: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A figure as it could be told, with a sentence in Korean and one in English."""

    told: Told
    text_ko: str
    text_en: str


def publish(
    edition: Edition, announcement: Announcement, *, by: Account | None, at: datetime
) -> PublishedFigure:
    """Count the figure as of its moment and keep it; told again, it is the row there is.

    `at` is the fair's time. Raises FigureNeedsADay, FigureHasNoDay, NotAShowDay, DayNotBegun,
    NotSettled, PublishedDifferently, CountedDifferently, NoShowDays, ContradictoryRules,
    AsOfTooEarly and AsOfInTheFuture."""
    known = PublishedFigure.objects.filter(uuid=announcement.uuid).first()
    row = known or _store(edition, announcement, at, by)
    if not _tells(row, edition, announcement):
        raise PublishedDifferently(id=str(row.uuid))
    return row


def propose(edition: Edition, announcement: Announcement, *, at: datetime) -> Proposal:
    """Count the figure and keep nothing. Raises what `publish` does for what cannot be told."""
    as_of = announcement.as_of or latest_moment(edition)
    _check_day(edition, announcement, as_of)
    _check_settled(edition, as_of, at)
    told = _count(edition, announcement, as_of)
    return Proposal(told, *sentence(edition, told))


def latest_moment(edition: Edition) -> datetime:
    """The last whole minute of the fair of which everything is stored."""
    settled = editions.now(edition) - _settling(edition)
    return settled.replace(second=0, microsecond=0)


def _store(
    edition: Edition, announcement: Announcement, at: datetime, by: Account | None
) -> PublishedFigure:
    """Two who tell the same at once: the second finds the row of the first."""
    proposal = propose(edition, announcement, at=at)
    told = proposal.told
    if announcement.value not in {None, told.value}:
        raise CountedDifferently(value=told.value)
    row, _is_new = PublishedFigure.objects.get_or_create(
        uuid=announcement.uuid,
        defaults={
            "edition": edition,
            "figure": told.figure,
            "day": told.day,
            "as_of": told.as_of,
            "value": told.value,
            "text_ko": announcement.text_ko.strip() or proposal.text_ko,
            "text_en": announcement.text_en.strip() or proposal.text_en,
            "published_at": at,
            "published_by": by,
        },
    )
    return row


def _tells(row: PublishedFigure, edition: Edition, announcement: Announcement) -> bool:
    is_same_moment = announcement.as_of in {None, row.as_of}
    told = (edition.pk, announcement.figure, announcement.day)
    return is_same_moment and told == (row.edition_id, row.figure, row.day)


def _count(edition: Edition, announcement: Announcement, as_of: datetime) -> Told:
    known = knowledge.as_of(edition, rules_of(edition), as_of)
    value = value_of(edition, announcement.figure, announcement.day, known)
    return Told(announcement.figure, value, as_of, announcement.day)


def _check_day(edition: Edition, announcement: Announcement, as_of: datetime) -> None:
    day = announcement.day
    if day is None:
        if announcement.figure not in OF_ALL_DAYS:
            raise FigureNeedsADay(figures_of_all_days=[str(name) for name in OF_ALL_DAYS])
        return
    if announcement.figure not in OF_A_DAY:
        raise FigureHasNoDay(figures_of_a_day=[str(name) for name in OF_A_DAY])
    begins = {shown.day: shown.starts for shown in rules_of(edition).show_days}
    if day not in begins:
        raise _no_show_day(day, begins)
    if as_of < begins[day]:
        raise _not_begun(begins[day].astimezone(edition.tz))


def _no_show_day(day: date, shown: Iterable[date]) -> NotAShowDay:
    days = [each.isoformat() for each in shown]
    said = gettext("%(day)s is no show day. Those are: %(days)s.")
    return NotAShowDay(said % {"day": day, "days": ", ".join(days)}, show_days=days)


def _not_begun(earliest: datetime) -> DayNotBegun:
    said = gettext("That show day begins at %(earliest)s.")
    return DayNotBegun(
        said % {"earliest": f"{earliest:%Y-%m-%d %H:%M}"}, earliest=earliest.isoformat()
    )


def _check_settled(edition: Edition, as_of: datetime, at: datetime) -> None:
    """A scan that is stored after it was left out would look like a scan slipped in later."""
    settled = at - _settling(edition)
    if settled < as_of <= at:
        raise NotSettled(latest=settled.astimezone(edition.tz).isoformat())


def _settling(edition: Edition) -> timedelta:
    """On the fair's clock, which may run faster."""
    return SETTLING * (1.0 if edition.clock_set_at is None else edition.clock_rate)
