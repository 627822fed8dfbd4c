"""The monthly review: what a month of the log comes to, what is unusual in it, and the finding."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Func, Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expo import personal
from expo.errors import Refused
from expo.looks import hours
from expo.models import Account, Edition, Look, LookAct, LookReview, SubjectKind

DAYS_TO_REVIEW = 10
"""Days of the month that follows: after them a month is overdue."""
MANY_SEARCHES = 500
"""By one account in a month: more than one for each visitor that a desk sees."""
LARGE = 100
"""People in one export or print."""
MANY_EYES = 5
"""Accounts that looked at one and the same person, one at a time."""
ALONE = 3
"""Rows in one look up to which it is a look at a person, and not a list."""
MOST_NAMED = 20


class NothingFound(Refused):
    code = "no_finding"
    message = _("Say what was found, be it that nothing was unusual.")


class MonthNotOver(Refused):
    code = "month_not_over"
    message = _("This month is not over yet: it is reviewed when it is.")


@dataclass(frozen=True, slots=True)
class Line:
    """What one account, or the scanners together, did in the month: act → how many entries."""

    account: Account | None
    acts: dict[str, int]
    outside: int
    largest: int

    @property
    def total(self) -> int:
        return sum(self.acts.values())


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something worth a question: its `kind` is a code, `who` the account or `whose` the key of the
    person concerned, `count` how often."""

    kind: str
    count: int
    who: Account | None = None
    whose: int | None = None


def month_of(edition: Edition, at: datetime) -> date:
    return at.astimezone(edition.tz).date().replace(day=1)


def in_month(edition: Edition, month: date) -> QuerySet[Look]:
    begins, ends = (
        datetime.combine(day, time(), tzinfo=edition.tz) for day in (month, _next(month))
    )
    return Look.objects.of(edition).filter(at__gte=begins, at__lt=ends)


def waiting(edition: Edition, at: datetime) -> list[date]:
    """The whole months with entries that nobody has reviewed, the oldest first."""
    rows = Look.objects.of(edition)
    first, last = rows.order_by("at").first(), rows.order_by("-at").first()
    if first is None or last is None:
        return []
    reviewed = set(LookReview.objects.filter(edition=edition).values_list("month", flat=True))
    over = min(month_of(edition, last.at), _before(month_of(edition, at)))
    return [month for month in _months(month_of(edition, first.at), over) if month not in reviewed]


def overdue(edition: Edition, at: datetime) -> list[date]:
    """Those whose time to be reviewed has passed."""
    today = at.astimezone(edition.tz).date()
    return [
        month
        for month in waiting(edition, at)
        if today >= _next(month) + timedelta(days=DAYS_TO_REVIEW)
    ]


def lines(edition: Edition, month: date) -> list[Line]:
    """Whoever looked most at the head. Read with the edition's time zone active."""
    counted = (
        in_month(edition, month)
        .order_by()
        .values("account", "act")
        .annotate(n=Count("pk"), outside=Count("pk", filter=hours.outside(edition)))
        .annotate(largest=Max("size"))
    )
    by_account: dict[int | None, list[Mapping[str, Any]]] = {}
    for row in counted:
        by_account.setdefault(row["account"], []).append(row)
    accounts = Account.objects.in_bulk([key for key in by_account if key])
    found = [_line(accounts.get(key or 0), rows) for key, rows in by_account.items()]
    return sorted(found, key=lambda line: -line.total)


def oddities(edition: Edition, month: date, found: list[Line]) -> list[Oddity]:
    """What is unusual in the month, of whose `lines` these are."""
    rows = in_month(edition, month)
    return [
        *(Oddity("outside_hours", one.outside, one.account) for one in found if one.outside),
        *(
            Oddity("many_searches", one.acts[LookAct.SEARCH], one.account)
            for one in found
            if one.acts.get(LookAct.SEARCH, 0) > MANY_SEARCHES
        ),
        *_by_account("large", rows.filter(act__in=_LEAVES, size__gte=LARGE)),
        *_by_account("without_role", _of_staff(rows).filter(~_held(edition))),
        *_seen_by_many(rows),
    ]


def sign(edition: Edition, month: date, note: str, *, by: Account) -> LookReview:
    """Put down what was found. Raises MonthNotOver, NothingFound and ResidentNumber's like."""
    note = note.strip()
    if month >= month_of(edition, timezone.now()):
        raise MonthNotOver
    if not note or personal.looks_like_resident_number(note):
        raise NothingFound(field="note")
    entries = in_month(edition, month).count()
    return LookReview.objects.create(
        edition=edition, month=month, entries=entries, note=note, reviewed_by=by
    )


_LEAVES = (LookAct.EXPORT, LookAct.PRINT)


def _of_staff(rows: QuerySet[Look]) -> QuerySet[Look]:
    """Accounts work by their roles, in the portal by memberships, which its own door asks for."""
    return rows.exclude(account=None).exclude(place__startswith="portal.")


def _held(edition: Edition) -> Q:
    """That whoever looked had a role in the edition at that moment."""
    role = "account__roles"
    return Q(
        Q(**{f"{role}__ended_at": None}) | Q(**{f"{role}__ended_at__gte": F("at")}),
        **{f"{role}__edition": edition, f"{role}__granted_at__lte": F("at")},
    )


def _by_account(kind: str, rows: QuerySet[Look]) -> list[Oddity]:
    counted = rows.order_by().values_list("account").annotate(n=Count("pk"))
    found = dict(counted.order_by("-n", "account")[:MOST_NAMED])
    accounts = Account.objects.in_bulk([key for key in found if key])
    return [Oddity(kind, count, accounts.get(key)) for key, count in found.items()]


def _seen_by_many(rows: QuerySet[Look]) -> list[Oddity]:
    """Visitors whom many accounts looked at: somebody known, or somebody's neighbour."""
    counted = (
        rows.filter(subject_kind=SubjectKind.PERSON, size__lte=ALONE)
        .order_by()
        .annotate(whose=Func(F("subjects"), function="unnest"))
        .values_list("whose")
        .annotate(eyes=Count("account", distinct=True))
        .filter(eyes__gte=MANY_EYES)
        .order_by("-eyes", "whose")[:MOST_NAMED]
    )
    return [Oddity("many_eyes", eyes, whose=key) for key, eyes in counted]


def _line(account: Account | None, rows: list[Mapping[str, Any]]) -> Line:
    return Line(
        account=account,
        acts={str(row["act"]): row["n"] for row in rows},
        outside=sum(row["outside"] for row in rows),
        largest=max(row["largest"] for row in rows),
    )


def _months(first: date, last: date) -> list[date]:
    found = []
    while first <= last:
        found.append(first)
        first = _next(first)
    return found


def _next(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def _before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)
