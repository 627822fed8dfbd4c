from datetime import UTC, date, datetime

import pytest

from expo import programme
from expo.models import Session
from tests.factories import EditionFactory, SessionFactory

pytestmark = pytest.mark.django_db


def at(hour, minute=0):
    return datetime(2023, 11, 23, hour, minute, tzinfo=UTC)


def titles(sessions):
    return [session.title_ko for session in sessions]


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (at(1, 59), "upcoming"),
        (at(2), "running"),
        (at(2, 59), "running"),
        (at(3), "over"),
    ],
)
def test_a_session_runs_from_its_start_up_to_its_end(moment, state):
    session = SessionFactory(starts_at=at(2), ends_at=at(3))

    assert programme.state(session, moment) == state
    assert list(programme.in_state(Session.objects.all(), state, moment)) == [session]


def test_a_cancelled_session_never_runs():
    session = SessionFactory(cancelled_at=at(0))

    assert programme.state(session, at(2)) == "cancelled"
    assert not Session.objects.running(at(2)).exists()


def test_now_and_next_in_order_of_time():
    edition = EditionFactory()
    for hour, title in ((4, "나중"), (2, "지금"), (3, "다음"), (5, "끝")):
        SessionFactory(edition=edition, title_ko=title, starts_at=at(hour), ends_at=at(hour, 30))
    SessionFactory(starts_at=at(2), ends_at=at(3), title_ko="다른 박람회")

    found = programme.now_and_next(edition, at(2, 10), most=2)

    assert titles(found.running) == ["지금"]
    assert titles(found.upcoming) == ["다음", "나중"]


def test_a_day_is_the_editions_own_not_the_servers():
    session = SessionFactory(edition__timezone="America/New_York", starts_at=at(3), ends_at=at(4))

    assert list(Session.objects.on(session.edition, date(2023, 11, 22))) == [session]
    assert not Session.objects.on(session.edition, date(2023, 11, 23)).exists()
