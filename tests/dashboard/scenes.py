"""The worked example's fair, counted, on its last day; and people who may look at its figures."""

from datetime import datetime
from zoneinfo import ZoneInfo

from expo import access, editions
from expo.models import Account, RoleKind
from tests.visitors import a_fair
from visitors import attendance

SEOUL = ZoneInfo("Asia/Seoul")
PASSWORD = "hanok-and-river-9"


def at(day, hour, minute=0):
    return datetime(2023, 11, day, hour, minute, tzinfo=SEOUL)


def counted_fair(moment=None):
    """Its figures are those of STATISTICS.md; the clock stands still at 13:02 on the last day."""
    fair = a_fair.open_fair()
    a_fair.store_worked_example(fair)
    editions.set_clock(fair.edition, to=moment or at(25, 13, 2), rate=0)
    attendance.count_new(fair.edition.pk)
    return fair


def account(edition=None, *kinds, email="kim@expo.example", **fields):
    made = Account.objects.create_user(email, PASSWORD, **fields)
    for kind in kinds:
        access.grant(made, edition, kind)
    return made


def planner(edition):
    return account(edition, RoleKind.PLANNER, name="이기획")
