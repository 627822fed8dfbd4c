"""Counting while others write: nothing is lost to a late commit, nothing counts twice."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from copy import copy
from random import Random
from threading import Event, Thread
from unittest.mock import patch

import psycopg
import pytest
from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import connections, transaction
from kombu.exceptions import OperationalError

from tests import databases
from tests.visitors.a_fair import open_fair
from visitors import attendance, tasks
from visitors.models import AreaDay, CheckIn, Rollup

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fair():
    fair = open_fair()
    for badge in "ABCDEFGH":
        fair.ticket(badge, f"person of {badge}")
    return fair


def entries():
    return sum(AreaDay.objects.values_list("entries", flat=True))


def count(fair):
    assert attendance.count_new(fair.edition.pk)


def beside(work, *args):
    """A thread with a database connection of its own."""

    def run():
        try:
            work(*args)
        finally:
            connections.close_all()

    thread = Thread(target=run)
    thread.start()
    return thread


@contextmanager
def written_but_open(*rows):
    """The rows stored by a transaction that commits only when the block ends."""
    is_stored, may_commit = Event(), Event()

    def write():
        with transaction.atomic():
            CheckIn.objects.bulk_create(rows)
            is_stored.set()
            assert may_commit.wait(60)

    writer = beside(write)
    assert is_stored.wait(60)
    yield
    may_commit.set()
    writer.join(60)


def test_a_scan_that_commits_late_is_counted_when_it_does(fair):
    with written_but_open(fair.row("A", "E1", "23T02:00")):
        fair.scan("B", "E1", "23T03:00")  # begun later, committed earlier
        count(fair)
        assert entries() == 1

    count(fair)
    assert entries() == 2
    assert attendance.reconcile(fair.edition.pk) == []


def test_a_scan_rolled_back_is_never_counted(fair):
    with transaction.atomic():
        fair.scan("A", "E1", "23T02:00")
        transaction.set_rollback(True)
    fair.scan("B", "E1", "23T03:00")
    count(fair)

    assert entries() == 1


def test_a_count_rolled_back_is_as_if_it_never_was(fair):
    fair.scan("A", "E1", "23T02:00")
    count(fair)
    fair.scan("B", "E1", "23T03:00")
    with transaction.atomic():
        count(fair)
        transaction.set_rollback(True)  # the worker is killed before it commits

    assert entries() == 1
    count(fair)
    assert entries() == 2


def test_only_one_counts_at_a_time_and_the_other_hears_of_it(fair):
    count(fair)
    is_counting, may_end = Event(), Event()

    def hold():
        with transaction.atomic():
            attendance.count_new(fair.edition.pk)
            is_counting.set()
            may_end.wait(60)

    holder = beside(hold)
    assert is_counting.wait(60)
    assert attendance.count_new(fair.edition.pk) is False
    may_end.set()
    holder.join(60)
    assert attendance.count_new(fair.edition.pk) is True


def test_a_task_that_finds_another_counting_asks_again(fair):
    with (
        patch.object(attendance, "count_new", return_value=False),
        patch.object(tasks, "hurry") as hurry,
    ):
        tasks.count_new(fair.edition.pk)

    hurry.assert_called_once_with(fair.edition.pk)


def test_a_task_delivered_twice_counts_once(fair):
    fair.scan("A", "E1", "23T02:00")
    tasks.count_new(fair.edition.pk)
    tasks.count_new(fair.edition.pk)

    assert entries() == 1


def test_a_long_transaction_in_another_database_delays_nothing(fair):
    count(fair)
    with psycopg.connect(databases.url_of(databases.ELSEWHERE)) as elsewhere:
        elsewhere.execute("SELECT pg_current_xact_id()")
        for badge in "ABC":
            fair.scan(badge, "E1", "23T02:00")
            count(fair)
        seen = Rollup.objects.get().snapshot

    assert entries() == 3
    oldest, up_to, _running = seen.split(":")
    assert int(oldest) < int(up_to)  # it did hold the oldest number back


def test_a_rebuild_keeps_the_old_figures_readable_until_it_is_done(fair):
    fair.scan("A", "E1", "23T02:00")
    count(fair)
    is_rebuilt, may_commit = Event(), Event()

    def rebuild():
        with transaction.atomic():
            attendance.rebuild(fair.edition.pk)
            is_rebuilt.set()
            may_commit.wait(60)

    rebuilder = beside(rebuild)
    assert is_rebuilt.wait(60)
    assert entries() == 1
    fair.scan("B", "E1", "23T03:00")  # while it goes on
    may_commit.set()
    rebuilder.join(60)
    count(fair)

    assert entries() == 2
    assert attendance.reconcile(fair.edition.pk) == []


def test_writers_and_counters_at_once_lose_and_double_nothing(fair):
    rows = crowd(fair, 240)
    writers = [beside(write, rows[start::4], start) for start in range(4)]
    counters = [beside(keep_counting, fair, writers) for _ in range(2)]
    for thread in (*writers, *counters):
        thread.join(60)
    count(fair)

    assert CheckIn.objects.filter(voids=None).count() == 240
    assert attendance.reconcile(fair.edition.pk) == []


def crowd(fair, number):
    random = Random(number)
    return [
        fair.row(
            random.choice("ABCDEFGH"),
            random.choice(["E1", "E2", "4B"]),
            f"{random.choice([23, 24, 25])}T0{random.randrange(1, 8)}:{random.randrange(10, 59)}",
            random.choice(["in", "in", "out"]),
        )
        for _ in range(number)
    ]


def write(rows, seed):
    """Batches of uneven size; some stay open for a while, some are rolled back and sent again."""
    random, rows = Random(seed), list(rows)
    while rows:
        batch = [rows.pop() for _ in range(min(len(rows), random.randrange(1, 9)))]
        try:
            with transaction.atomic():
                CheckIn.objects.bulk_create(map(copy, batch))
                time.sleep(random.random() / 100)  # the work of a slow upload
                if random.random() < 0.3:
                    raise InterruptedError
        except InterruptedError:
            rows += batch


def keep_counting(fair, writers):
    while any(writer.is_alive() for writer in writers):
        attendance.count_new(fair.edition.pk)


# Hints


def test_hints_of_one_moment_send_one_task(fair):
    cache.clear()
    tasks._hinted.clear()
    with (
        patch.object(tasks.count_new, "apply_async") as sent,
        patch.object(tasks, "time", return_value=1000.0),
    ):
        for _ in range(20):
            tasks.hurry(fair.edition.pk)
        tasks._hinted.clear()  # another process
        tasks.hurry(fair.edition.pk)

    assert sent.call_args.args == ((fair.edition.pk,),)
    assert sent.call_count == 1


def test_the_next_moment_sends_another_task(fair):
    """Its scans are not part of what was sent before: that may run already."""
    cache.clear()
    tasks._hinted.clear()
    with (
        patch.object(tasks.count_new, "apply_async") as sent,
        patch.object(tasks, "time", side_effect=[1000.0, 1000.0 + tasks.MOMENT]),
    ):
        tasks.hurry(fair.edition.pk)
        tasks.hurry(fair.edition.pk)

    assert sent.call_count == 2
    assert sent.call_args.kwargs["countdown"] >= tasks.MOMENT


def test_a_lost_broker_is_no_error(fair):
    cache.clear()
    tasks._hinted.clear()
    with patch.object(tasks.count_new, "apply_async", side_effect=OperationalError):
        tasks.hurry(fair.edition.pk)


@contextmanager
def a_worker():
    """A real Celery worker on the tests' own Valkey and database."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
        "DATABASE_URL": databases.url_of(),
        "REDIS_URL": settings.REDIS_URL,
        "PGAPPNAME": "worker",
    }
    command = [sys.executable, "-m", "celery", "-A", "expo.project.celery", "worker"]
    worker = subprocess.Popen(
        [*command, "--pool=solo", "--loglevel=ERROR"], env=environment, start_new_session=True
    )
    try:
        eventually(lambda: current_app.control.ping(timeout=0.5))  # a hint does not wait for ever
        yield worker
    finally:
        worker.terminate()
        worker.wait(60)


def eventually(holds, seconds=120):
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "nobody counted"
        time.sleep(0.02)


@pytest.mark.slow
def test_a_real_worker_counts_what_was_stored_when_it_is_hinted_at(fair):
    fair.scan("A", "E1", "23T02:00")
    cache.clear()
    tasks._hinted.clear()
    with a_worker():
        tasks.hurry(fair.edition.pk)
        eventually(lambda: entries() == 1)

        fair.scan("B", "E1", "23T03:00")
        tasks.count_due.delay()  # what beat sends, without any hint
        eventually(lambda: entries() == 2)


@pytest.mark.slow
def test_a_worker_keeps_its_connection_and_takes_another_when_that_is_lost(fair):
    cache.clear()
    with a_worker():
        fair.scan("A", "E1", "23T02:00")
        tasks.count_due.delay()
        eventually(lambda: entries() == 1)
        [kept] = connections_of_the_worker()

        fair.scan("B", "E1", "23T03:00")
        tasks.count_due.delay()
        eventually(lambda: entries() == 2)
        assert connections_of_the_worker() == [kept]

        end_connection(kept)
        fair.scan("C", "E1", "23T04:00")
        tasks.count_due.delay()
        eventually(lambda: entries() == 3)


def connections_of_the_worker():
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            " AND application_name = 'worker'"
        )
        return [pid for (pid,) in cursor.fetchall()]


def end_connection(pid):
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 10000)", [pid])
