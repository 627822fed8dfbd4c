"""The feed of the dashboard: made once for all who look, and for nobody who may not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone, translation

from expo import access, short_ways
from expo.dashboard import feed, figures, regulars
from expo.models import Account, RoleKind
from tests.dashboard.scenes import account, counted_fair, planner
from tests.dashboard.watching import Dashboard
from tests.factories import EditionFactory
from visitors import attendance
from visitors.models import CapacityWatch, Rollup

pytestmark = pytest.mark.django_db

LONG = 3600.0
BELIEVED = 0.5


@pytest.fixture
def client():
    return Dashboard()


@pytest.fixture
def fair():
    return counted_fair()


@pytest.fixture
def edition(fair):
    return fair.edition


@pytest.fixture
def drawn(monkeypatch):
    """How often the document has been made."""
    made = []
    board = figures.board

    def noting(*told):
        made.append(told)
        return board(*told)

    monkeypatch.setattr(figures, "board", noting)
    return made


@pytest.fixture
def kept(settings):
    """What one of them was told is told to all, however slow the machine is."""
    settings.FEED_KEPT = LONG


class Clock:
    """The monotonic one, as the test lets it go."""

    def __init__(self):
        self.now = 1000.0

    def monotonic(self):
        return self.now

    def goes_on(self, seconds):
        self.now += seconds


@pytest.fixture
def clock(monkeypatch, settings):
    """Whoever was looked at is believed for a while; time goes on only as the test says."""
    settings.REGULARS_BELIEVED = BELIEVED
    clock = Clock()
    monkeypatch.setattr(regulars, "time", clock)
    return clock


def address(edition):
    return f"/dashboard/{edition.slug}/feed/"


def ask(client, edition, **headers):
    return client.get(address(edition), headers=headers)


def logged_in(client, edition):
    """A planner whose dashboard has asked before."""
    asker = planner(edition)
    client.force_login(asker)
    assert ask(client, edition).status_code == 200
    return asker


def another_entry(fair):
    fair.ticket("new", "somebody new")
    fair.scan("new", "E1", "25T03:30")
    attendance.count_new(fair.edition.pk)


def test_many_who_look_cost_one_drawing(client, edition, kept, drawn):
    for number in range(3):
        client.force_login(account(edition, RoleKind.PLANNER, email=f"p{number}@expo.example"))
        assert ask(client, edition).json()["values"]["visits"] == 7

    assert len(drawn) == 1


def test_each_language_has_a_document_of_its_own(client, edition, kept):
    logged_in(client, edition)

    english = client.get(f"/en{address(edition)}").json()

    assert (english["phase"], ask(client, edition).json()["phase"]) == ("Open now", "운영 중")


def test_while_nothing_changes_it_is_not_drawn_again(client, edition, settings, drawn):
    nothing_is_stale(edition)
    logged_in(client, edition)

    assert ask(client, edition).status_code == 200

    assert settings.FEED_KEPT == 0
    assert len(drawn) == 1


def test_another_process_takes_what_one_has_made(client, edition, kept, drawn):
    logged_in(client, edition)
    feed._last.clear()  # as in a process that has not made any

    assert ask(client, edition).json()["values"]["visits"] == 7
    assert len(drawn) == 1


def test_while_another_process_makes_the_next_this_one_tells_the_last(
    client, fair, settings, monkeypatch
):
    settings.FEED_KEPT = 1e-6  # nothing is fresh
    monkeypatch.setattr(feed, "OLDEST", LONG)
    logged_in(client, fair.edition)
    name = f"board:{fair.edition.pk}:ko"
    last = feed._last[name] = replace(feed._last[name], took=0)
    cache.set(name, last)
    another_entry(fair)

    cache.add(f"{name}:{last.at}", 1)  # what the other process does first
    assert ask(client, fair.edition).json()["values"]["entries"] == 1
    cache.delete(f"{name}:{last.at}")
    assert ask(client, fair.edition).json()["values"]["entries"] == 2


def test_a_dead_cache_makes_every_process_draw_its_own(client, edition, kept, drawn, monkeypatch):
    monkeypatch.setattr(cache, "get", lambda *_told: None)  # what a dead one answers
    monkeypatch.setattr(cache, "set", lambda *_told: None)
    logged_in(client, edition)
    feed._last.clear()

    assert ask(client, edition).json()["values"]["visits"] == 7
    assert len(drawn) == 2


def test_what_was_made_is_not_kept_for_long(client, fair, settings):
    settings.FEED_KEPT = LONG
    logged_in(client, fair.edition)
    another_entry(fair)
    assert ask(client, fair.edition).json()["values"]["entries"] == 1

    settings.FEED_KEPT = 0

    assert ask(client, fair.edition).json()["values"]["entries"] == 2


def test_it_is_sent_small_to_whoever_takes_it_so(client, edition):
    logged_in(client, edition)

    small = ask(client, edition, **{"Accept-Encoding": "gzip"})
    plain = ask(client, edition, **{"Accept-Encoding": "identity"})

    assert small["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain
    assert len(small.content) < len(plain.content)
    assert small["ETag"] == plain["ETag"]


# Who was let in once is let in by one statement, and not by Django


def test_a_known_dashboard_is_asked_for_with_one_statement(
    client, edition, kept, django_assert_num_queries
):
    logged_in(client, edition)
    tag = ask(client, edition)["ETag"]

    with django_assert_num_queries(1):
        assert ask(client, edition, **{"If-None-Match": tag}).status_code == 304
    with django_assert_num_queries(1):
        assert ask(client, edition).status_code == 200


def test_a_known_dashboard_is_answered_like_any_other(client, edition, kept):
    client.force_login(planner(edition))
    first = ask(client, edition)
    tag = {"If-None-Match": first["ETag"]}
    of_another_process = Dashboard()
    of_another_process.cookies = client.cookies

    again, unchanged = ask(client, edition), ask(client, edition, **tag)
    as_unchanged = ask(of_another_process, edition, **tag)

    assert (again.content, again.headers) == (first.content, first.headers)
    assert (unchanged.content, as_unchanged.content) == (b"", b"")
    assert {**unchanged.headers, "Content-Length": "0"} == {**as_unchanged.headers}


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("Cache-Control", "private, no-cache"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Content-Security-Policy", "frame-ancestors 'none'"),
        ("Vary", "Cookie"),
    ],
)
def test_the_answer_is_as_guarded_as_a_page(client, edition, kept, header, told):
    logged_in(client, edition)

    assert told in ask(client, edition)[header]


def test_no_cookie_is_given_again(client, edition, kept):
    logged_in(client, edition)
    (known,) = client.process.known.values()

    assert short_ways.of_the_house([("Set-Cookie", "sessionid=1"), ("Vary", "Cookie")]) == [
        ("Vary", "Cookie")
    ]
    assert "set-cookie" not in {name.lower() for name, _told in known.headers}


ENDS = {
    "the role ended": (404, lambda asker: access.end(asker.roles.get())),
    "the account was closed": (
        401,
        lambda asker: Account.objects.filter(pk=asker.pk).update(is_active=False),
    ),
    "the password is another": (
        401,
        lambda asker: Account.objects.filter(pk=asker.pk).update(password="another"),
    ),
    "somebody logged out": (401, lambda _asker: Session.objects.all().delete()),
    "the session is over": (
        401,
        lambda _asker: Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1)),
    ),
}


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(("status", "end"), ENDS.values(), ids=ENDS)
def test_whoever_may_no_longer_see_it_is_told_at_the_next_look(client, edition, clock, status, end):
    asker = logged_in(client, edition)

    end(asker)
    assert ask(client, edition).status_code == 200
    clock.goes_on(BELIEVED)

    assert ask(client, edition).status_code == status


@pytest.mark.parametrize(("status", "end"), ENDS.values(), ids=ENDS)
def test_where_nobody_is_believed_he_is_told_at_once(client, edition, kept, status, end):
    asker = logged_in(client, edition)

    end(asker)

    assert ask(client, edition).status_code == status


def test_asking_often_makes_nobody_believed_for_longer(client, edition, kept, clock):
    asker = logged_in(client, edition)
    access.end(asker.roles.get())

    clock.goes_on(BELIEVED * 0.6)
    assert ask(client, edition).status_code == 200
    clock.goes_on(BELIEVED * 0.6)

    assert ask(client, edition).status_code == 404


def test_all_who_watch_are_looked_at_at_once(edition, kept, clock, django_assert_num_queries):
    first = Dashboard()
    logged_in(first, edition)
    second = Dashboard(first.process)
    second.force_login(account(edition, RoleKind.ORGANISER, email="second@expo.example"))
    assert ask(second, edition).status_code == 200

    clock.goes_on(BELIEVED)

    with django_assert_num_queries(1):
        assert ask(first, edition).status_code == 200
        assert ask(second, edition).status_code == 200


def test_of_all_who_watch_only_whoever_lost_his_role_is_refused(edition, kept, clock):
    first = Dashboard()
    logged_in(first, edition)
    second = Dashboard(first.process)
    leaver = account(edition, RoleKind.ORGANISER, email="second@expo.example")
    second.force_login(leaver)
    assert ask(second, edition).status_code == 200

    access.end(leaver.roles.get())
    clock.goes_on(BELIEVED)

    assert ask(first, edition).status_code == 200
    assert ask(second, edition).status_code == 404


def test_whoever_has_not_asked_for_long_goes_the_long_way(client, edition, kept, clock):
    logged_in(client, edition)
    another = Dashboard(client.process)
    another.force_login(account(edition, RoleKind.ORGANISER, email="second@expo.example"))
    assert ask(another, edition).status_code == 200

    clock.goes_on(regulars.FORGOTTEN_AFTER)
    assert ask(another, edition).status_code == 200

    assert len(client.process.known) == 1


def test_somebody_elses_session_is_not_known(client, edition, kept):
    logged_in(client, edition)
    client.force_login(account(edition, RoleKind.EXHIBITOR, email="ex@expo.example"))

    assert ask(client, edition).status_code == 404


def test_a_role_of_another_edition_opens_nothing(client, edition, kept):
    asker = logged_in(client, edition)
    access.end(asker.roles.get())
    access.grant(asker, EditionFactory(), RoleKind.PLANNER)

    assert ask(client, edition).status_code == 404


def test_a_superuser_is_known_without_a_role(client, edition, kept, django_assert_num_queries):
    client.force_login(account(email="root@expo.example", is_superuser=True))
    assert ask(client, edition).status_code == 200

    with django_assert_num_queries(1):
        assert ask(client, edition).status_code == 200


def test_whoever_comes_another_way_is_not_known(client, edition, kept, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True
    client.process = Dashboard().process
    client.force_login(planner(edition))
    assert ask(client, edition, **{"X-Forwarded-Proto": "https"}).status_code == 200
    assert ask(client, edition, **{"X-Forwarded-Proto": "https"}).status_code == 200

    assert ask(client, edition).status_code == 301


def test_what_goes_wrong_on_the_short_way_goes_the_long_one(client, edition, kept, monkeypatch):
    logged_in(client, edition)
    monkeypatch.setattr(regulars, "_still", broken)

    assert ask(client, edition).status_code == 200


def broken(_regulars):
    raise OperationalError


def test_where_who_idles_is_logged_off_everybody_goes_the_long_way(client, edition, kept, settings):
    settings.IDLE_FOR = {"/dashboard/": 60}
    logged_in(client, edition)
    session = client.session
    session["last_act"] = 1
    session.save()

    assert ask(client, edition).status_code == 401


def test_an_edition_that_lost_its_days_says_so(client, edition):
    logged_in(client, edition)

    edition.show_days.all().delete()

    assert ask(client, edition).status_code == 422


def test_so_many_are_known_and_no_more(client, edition, kept):
    client.process.known.most = 1
    logged_in(client, edition)

    client.get(f"/en{address(edition)}")

    assert len(client.process.known) == 1


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_feed_has_the_address_by_which_it_is_known(edition, language):
    with translation.override(language):
        assert reverse("dashboard_feed", args=[edition.slug]).endswith(regulars.ENDING)


def nothing_is_stale(edition):
    later = timezone.now() + timedelta(hours=1)
    Rollup.objects.filter(pk=edition.pk).update(counted_at=later)
    CapacityWatch.objects.update_or_create(edition=edition, defaults={"watched_at": later})
