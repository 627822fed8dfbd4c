"""The feed of the dashboard: made once for all who look, and for nobody who may not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone, translation

from expo import access
from expo.dashboard import feed, figures, regulars
from expo.models import Account, RoleKind
from tests.dashboard.scenes import account, counted_fair, planner
from visitors import attendance
from visitors.models import CapacityWatch, Rollup

pytestmark = pytest.mark.django_db

LONG = 3600.0


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
    plain = ask(client, edition)

    assert small["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain
    assert len(small.content) < len(plain.content)
    assert small["ETag"] == plain["ETag"]


# Who was let in once is let in by one statement


def test_a_known_dashboard_is_asked_for_with_one_statement(
    client, edition, kept, django_assert_num_queries
):
    logged_in(client, edition)
    tag = ask(client, edition)["ETag"]

    with django_assert_num_queries(1):
        assert ask(client, edition, **{"If-None-Match": tag}).status_code == 304
    with django_assert_num_queries(1):
        assert ask(client, edition).status_code == 200


def test_the_answer_is_kept_by_nobody_on_the_way(client, edition, kept):
    logged_in(client, edition)

    answer = ask(client, edition)

    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_role_that_ends_ends_at_the_next_question(client, edition, kept):
    asker = logged_in(client, edition)

    access.end(asker.roles.get())

    assert ask(client, edition).status_code == 404


def test_an_account_that_is_closed_sees_nothing_more(client, edition, kept):
    asker = logged_in(client, edition)

    Account.objects.filter(pk=asker.pk).update(is_active=False)

    assert ask(client, edition).status_code == 401


def test_another_password_ends_the_session_here_too(client, edition, kept):
    asker = logged_in(client, edition)

    asker.set_password("another-one-9")
    asker.save(update_fields=["password"])

    assert ask(client, edition).status_code == 401


def test_who_logs_out_sees_nothing_more(client, edition, kept):
    logged_in(client, edition)
    cookies = client.cookies.copy()
    client.logout()

    client.cookies = cookies

    assert ask(client, edition).status_code == 401


def test_a_session_that_is_over_sees_nothing_more(client, edition, kept):
    logged_in(client, edition)

    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert ask(client, edition).status_code == 401


def test_somebody_elses_session_is_not_known(client, edition, kept):
    logged_in(client, edition)
    client.force_login(account(edition, RoleKind.EXHIBITOR, email="ex@expo.example"))

    assert ask(client, edition).status_code == 404


def test_a_superuser_is_known_without_a_role(client, edition, kept, django_assert_num_queries):
    client.force_login(account(email="root@expo.example", is_superuser=True))
    assert ask(client, edition).status_code == 200

    with django_assert_num_queries(1):
        assert ask(client, edition).status_code == 200


def test_a_connection_that_broke_is_opened_again(client, edition, kept, monkeypatch):
    logged_in(client, edition)
    closed = []
    monkeypatch.setattr(regulars, "_finds", broken)
    monkeypatch.setattr(regulars.connection, "close", lambda: closed.append(True))

    assert ask(client, edition).status_code == 200
    assert closed


def broken(_regular):
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


def test_so_many_are_known_and_no_more(client, edition, kept, monkeypatch):
    monkeypatch.setattr(regulars, "MOST", 1)
    logged_in(client, edition)

    client.get(f"/en{address(edition)}")

    assert len(regulars._known) == 1


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_feed_has_the_address_by_which_it_is_known(edition, language):
    with translation.override(language):
        assert reverse("dashboard_feed", args=[edition.slug]).endswith(regulars.ENDING)


def nothing_is_stale(edition):
    later = timezone.now() + timedelta(hours=1)
    Rollup.objects.filter(pk=edition.pk).update(counted_at=later)
    CapacityWatch.objects.update_or_create(edition=edition, defaults={"watched_at": later})
