"""Reading the access log: found by anything, read month by month, and signed."""

from datetime import date, datetime, time, timedelta

import pgtrigger
import pytest
from django.utils import timezone

from expo.errors import DomainError
from expo.looks import Caller, reviews, saw, searching
from expo.looks.searching import Search, Whose
from expo.models import Look, LookAct, LookReview, Role, RoleKind, SubjectKind
from tests import factories

pytestmark = pytest.mark.django_db

MARCH = date(2026, 3, 1)


@pytest.fixture
def edition():
    made = factories.EditionFactory()
    with timezone.override(made.tz):
        yield made


@pytest.fixture
def account(edition):
    return somebody(edition)


def somebody(edition, **fields):
    role = factories.RoleFactory(
        edition=edition, kind=RoleKind.DOOR_SUPERVISOR, account=factories.AccountFactory(**fields)
    )
    Role.objects.filter(pk=role.pk).update(granted_at=datetime(2026, 1, 1, tzinfo=edition.tz))
    return role.account


def looked(edition, account, when=(2026, 3, 4, 14, 0), people=(7,), act=LookAct.VIEW):
    """An entry as it would have been written at that moment of the fair's place."""
    who = Caller(account.pk, "192.0.2.1")
    reason = "For the press" if act == LookAct.EXPORT else ""
    kind = SubjectKind.PERSON
    row = saw(who, act, "desk.card", kind, people, edition=edition, reason=reason)
    with pgtrigger.ignore("expo.Look:append_only"):
        Look.objects.filter(pk=row.pk).update(at=datetime(*when, tzinfo=edition.tz))
    row.refresh_from_db()
    return row


def found(edition, **search):
    return list(searching.entries(edition, Search(**search)))


# Searching


def test_an_entry_is_found_by_who_whose_what_where_when_and_from_where(edition, account):
    other = factories.AccountFactory(name="박다른")
    mine = looked(edition, account)
    looked(edition, other, when=(2026, 3, 5, 9, 0), people=(8,), act=LookAct.SEARCH)

    for search in [
        {"account": account.pk},
        {"whose": Whose(SubjectKind.PERSON, 7)},
        {"act": "view"},
        {"last": date(2026, 3, 4)},
        {"first": date(2026, 3, 4), "begins": time(13), "ends": time(15)},
    ]:
        assert found(edition, **search) == [mine], search
    assert len(found(edition, place="desk.card", address="192.0.2.1")) == 2
    assert found(edition, exports_only=True) == []


def test_another_editions_entries_are_not_found(edition, account):
    looked(factories.EditionFactory(), account)

    assert found(edition) == []


@pytest.mark.parametrize(
    ("when", "is_outside"),
    [
        ((2026, 3, 4, 7, 59), True),
        ((2026, 3, 4, 8, 0), False),
        ((2026, 3, 4, 19, 59), False),
        ((2026, 3, 4, 20, 0), True),
        ((2026, 3, 7, 12, 0), True),  # a Saturday
        ((2026, 3, 8, 9, 0), False),  # a Sunday on which the fair is open from ten
        ((2026, 3, 8, 7, 0), True),
    ],
)
def test_nights_and_weekends_are_outside_of_working_hours_unless_the_fair_is_open(
    edition, account, when, is_outside
):
    factories.ShowDayFactory(edition=edition, date=date(2026, 3, 8))
    looked(edition, account, when=when)

    assert bool(found(edition, outside_hours=True)) == is_outside


def test_pages_hold_every_entry_once(edition, account):
    same = [looked(edition, account) for _each in range(searching.SHOWN + 7)]
    rows = searching.entries(edition, Search())

    first = searching.page(rows)
    second = searching.page(rows, first.older)

    assert [entry.pk for entry in first.entries + second.entries] == [
        entry.pk for entry in reversed(same)
    ]
    assert second.older == ""


@pytest.mark.parametrize("mark", ["", "x", "2026-03-04_1", "2026-03-04T10:00:00+09:00_x"])
def test_a_mark_that_means_nothing_begins_at_the_latest(edition, account, mark):
    row = looked(edition, account)

    assert searching.page(searching.entries(edition, Search()), mark).entries == [row]


# Months


def test_a_month_waits_once_it_is_over_and_is_overdue_ten_days_later(edition, account):
    looked(edition, account)

    def waits(*day):
        return reviews.waiting(edition, datetime(*day, tzinfo=edition.tz))

    assert waits(2026, 3, 31, 23, 59) == []
    assert waits(2026, 4, 1) == [MARCH]
    assert waits(2026, 9, 1) == [MARCH]  # nobody looked since
    assert reviews.overdue(edition, datetime(2026, 4, 10, tzinfo=edition.tz)) == []
    assert reviews.overdue(edition, datetime(2026, 4, 11, tzinfo=edition.tz)) == [MARCH]


def test_a_signed_month_waits_no_longer(edition, account):
    looked(edition, account)

    review = reviews.sign(edition, MARCH, " Nothing unusual. ", by=account)

    assert (review.entries, review.note) == (1, "Nothing unusual.")
    assert reviews.waiting(edition, datetime(2026, 4, 1, tzinfo=edition.tz)) == []


@pytest.mark.parametrize("note", ["", "  ", "900101-1234567 was seen"])
def test_a_review_says_what_was_found(edition, account, note):
    with pytest.raises(DomainError):
        reviews.sign(edition, MARCH, note, by=account)

    assert not LookReview.objects.exists()


def test_a_month_that_is_not_over_is_not_signed(edition, account):
    month = reviews.month_of(edition, timezone.now())

    with pytest.raises(reviews.MonthNotOver):
        reviews.sign(edition, month, "Nothing unusual.", by=account)


def test_a_month_comes_to_one_line_for_each_account(edition, account):
    for act in (LookAct.VIEW, LookAct.VIEW, LookAct.SEARCH):
        looked(edition, account, act=act, people=(1, 2))
    looked(edition, somebody(edition), when=(2026, 3, 4, 22, 0))
    looked(edition, account, when=(2026, 4, 1, 0, 0))

    first, second = reviews.lines(edition, MARCH)

    assert (first.account, first.acts, first.outside, first.largest) == (
        account,
        {"view": 2, "search": 1},
        0,
        2,
    )
    assert (second.total, second.outside) == (1, 1)


# What is unusual


def odd(edition):
    return {
        (one.kind, one.who or one.whose, one.count)
        for one in reviews.oddities(edition, MARCH, reviews.lines(edition, MARCH))
    }


def test_a_quiet_month_has_nothing_unusual(edition, account):
    looked(edition, account)

    assert odd(edition) == set()


def test_nights_large_exports_and_many_searches_are_unusual(edition, account, monkeypatch):
    monkeypatch.setattr(reviews, "MANY_SEARCHES", 1)
    looked(edition, account, when=(2026, 3, 4, 23, 0))
    looked(edition, account, people=range(reviews.LARGE), act=LookAct.EXPORT)
    looked(edition, account, people=range(reviews.LARGE - 1), act=LookAct.EXPORT)
    for _each in range(2):
        looked(edition, account, act=LookAct.SEARCH)

    assert odd(edition) == {
        ("outside_hours", account, 1),
        ("large", account, 1),
        ("many_searches", account, 2),
    }


def test_one_person_whom_many_looked_at_is_unusual(edition):
    for _each in range(reviews.MANY_EYES):
        one = somebody(edition)
        looked(edition, one, people=(7, 8))
        looked(edition, one, people=(8, *range(100, 130)))
    looked(edition, one, people=(9,))

    assert odd(edition) == {("many_eyes", 7, 5), ("many_eyes", 8, 5)}


def test_whoever_looks_without_a_role_at_that_moment_is_unusual(edition, account):
    ended = somebody(edition)
    at = datetime(2026, 3, 4, 13, tzinfo=edition.tz)
    Role.objects.filter(account=ended).update(ended_at=at)
    looked(edition, account)
    looked(edition, ended, when=(2026, 3, 4, 12, 59))
    looked(edition, ended, when=(2026, 3, 4, 13, 1))

    assert odd(edition) == {("without_role", ended, 1)}


def test_a_role_that_was_given_again_counts(edition, account):
    Role.objects.filter(account=account).update(ended_at=datetime(2026, 2, 1, tzinfo=edition.tz))
    again = factories.RoleFactory(edition=edition, account=account, kind=RoleKind.DOOR_SUPERVISOR)
    Role.objects.filter(pk=again.pk).update(
        granted_at=datetime(2026, 3, 4, 12, tzinfo=edition.tz) + timedelta(hours=1)
    )
    looked(edition, account)

    assert odd(edition) == set()
