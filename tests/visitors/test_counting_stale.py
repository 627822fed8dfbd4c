"""Figures that are asked for are counted, also when no worker hears of anything."""

from datetime import timedelta

import pytest
from django.utils import timezone

from expo import access
from expo.models import Account, RoleKind
from tests.visitors.a_fair import open_fair
from visitors import attendance
from visitors.attendance import counting
from visitors.attendance.counting import STALE
from visitors.models import Rollup

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair():
    """Counted once, and with a scan since then that nobody was told of."""
    fair = open_fair()
    attendance.count_new(fair.edition.pk)
    fair.ticket("A", "p1")
    fair.scan("A", "E1", "23T02:00")
    return fair


@pytest.fixture
def planner(fair, client):
    account = Account.objects.create_user("plans@example.com", "correct horse battery")
    access.grant(account, fair.edition, RoleKind.PLANNER)
    client.force_login(account)
    return client


def let_pass(fair, time):
    """Returns when it was counted, then."""
    before = timezone.now() - time
    assert Rollup.objects.filter(edition=fair.edition).update(counted_at=before) == 1
    return before


def entries(fair):
    return attendance.figures(fair.edition).entries


def test_what_nobody_counted_for_a_while_is_counted_when_it_is_asked_for(fair):
    let_pass(fair, STALE + timedelta(seconds=1))

    attendance.count_stale(fair.edition)

    assert entries(fair) == 1
    assert attendance.reconcile(fair.edition.pk) == []


def test_what_was_just_counted_is_left_to_the_workers(fair, monkeypatch):
    monkeypatch.setattr(counting, "STALE", timedelta(hours=1))
    let_pass(fair, timedelta(minutes=59))

    attendance.count_stale(fair.edition)

    assert entries(fair) == 0


def test_what_has_no_news_is_fresh_again(fair):
    attendance.count_new(fair.edition.pk)
    before = let_pass(fair, timedelta(hours=1))

    attendance.count_stale(fair.edition)

    assert Rollup.objects.get().counted_at > before


def test_a_first_count_is_left_to_the_workers(fair):
    Rollup.objects.all().delete()

    attendance.count_stale(fair.edition)

    assert not Rollup.objects.exists()


def test_a_count_by_other_rules_is_left_to_the_workers(fair):
    let_pass(fair, STALE * 2)
    fair.edition.reentry = "free"
    fair.edition.save(update_fields=["reentry"])

    attendance.count_stale(fair.edition)

    assert entries(fair) == 0


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/editions/{}/figures/",
        "/api/v1/editions/{}/attendance/?by=day",
        "/dashboard/{}/feed/",
        "/dashboard/",
    ],
)
def test_every_reader_of_figures_has_them_counted(fair, planner, address):
    let_pass(fair, STALE * 2)

    answer = planner.get(address.format(fair.edition.slug))

    assert answer.status_code == 200
    assert entries(fair) == 1
