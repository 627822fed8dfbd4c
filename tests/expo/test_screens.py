"""A wall's link: told once, kept as a hash, noted while it is open, and unlinked for good."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from expo import screens
from expo.models import Screen, ScreenTheme
from expo.screens import NameTaken, Wanted
from tests.factories import AccountFactory, EditionFactory
from tests.leaks import leaks

pytestmark = pytest.mark.django_db

NOON = datetime(2023, 11, 24, 3, tzinfo=UTC)
LOBBY = Wanted(name="Lobby", language="ko")


@pytest.fixture
def edition():
    return EditionFactory()


def test_a_link_opens_its_own_screen(edition):
    screen, token = screens.make(edition, LOBBY, by=AccountFactory(), at=NOON)
    screens.make(edition, Wanted(name="Hall", language="en"), by=None, at=NOON)

    assert screens.find(token) == screen
    assert (screen.name, screen.language, screen.theme) == ("Lobby", "ko", ScreenTheme.DARK)


def test_nothing_that_is_kept_opens_a_wall(edition):
    screen, token = screens.make(edition, LOBBY, by=None, at=NOON)

    assert leaks([token]) == []
    assert screens.find(bytes(screen.digest).hex()) is None


def test_two_links_have_nothing_in_common_and_cannot_be_guessed(edition):
    tokens = {
        screens.make(edition, Wanted(name=str(place), language="ko"), by=None, at=NOON)[1]
        for place in range(3)
    }

    assert len(tokens) == 3
    assert {len(token) for token in tokens} == {32}  # of 64 signs each: 192 bits


@pytest.mark.parametrize("guess", ["", "x", "A" * 32, "한글", "\x00"])
def test_whoever_guesses_finds_nothing(edition, guess):
    screens.make(edition, LOBBY, by=None, at=NOON)

    assert screens.find(guess) is None


def test_a_revoked_link_opens_nothing_and_who_revoked_it_first_stays(edition):
    first, second = AccountFactory(), AccountFactory()
    screen, token = screens.make(edition, LOBBY, by=None, at=NOON)

    screens.revoke(screen, by=first, at=NOON)
    again = screens.revoke(screen, by=second, at=NOON + timedelta(hours=1))

    assert screens.find(token) is None
    assert (again.revoked_by, again.revoked_at) == (first, NOON)


def test_two_screens_that_are_linked_never_have_one_name(edition):
    screens.make(edition, LOBBY, by=None, at=NOON)

    with pytest.raises(NameTaken):
        screens.make(edition, LOBBY, by=None, at=NOON)

    assert Screen.objects.count() == 1


def test_the_name_of_a_revoked_screen_is_free_again(edition):
    old, _token = screens.make(edition, LOBBY, by=None, at=NOON)
    screens.revoke(old, by=None, at=NOON)

    new, _token = screens.make(edition, LOBBY, by=None, at=NOON)

    assert new != old


def test_a_screen_in_a_theme_that_nobody_drew_is_refused_by_the_database(edition):
    with pytest.raises(IntegrityError), transaction.atomic():
        screens.make(edition, Wanted(name="x", language="ko", theme="pink"), by=None, at=NOON)


def test_a_screen_that_is_on_is_noted_once_a_minute(edition, django_assert_num_queries):
    screen, token = screens.make(edition, LOBBY, by=None, at=NOON)
    screens.see(screen, NOON)
    later = screens.find(token)

    with django_assert_num_queries(0):
        screens.see(later, NOON + timedelta(seconds=59))
    screens.see(later, NOON + timedelta(seconds=60))

    assert screens.find(token).seen_at == NOON + timedelta(seconds=60)


def test_every_change_of_a_screen_is_kept_with_who_made_it(edition):
    screen, _token = screens.make(edition, LOBBY, by=None, at=NOON)
    screens.see(screen, NOON)  # which is no change
    screens.revoke(screen, by=AccountFactory(), at=NOON)

    events = screen.events.order_by("pgh_id")
    assert [event.revoked_at for event in events] == [None, NOON]
