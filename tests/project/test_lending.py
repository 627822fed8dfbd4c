"""Connections are lent to whoever is served: no more of them than are at work at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.signals import request_finished
from django.db import connection, connections, transaction

from expo.project import lending as lending_module
from expo.project.lending import Lending, close_what_is_not_lent

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lending():
    lending = Lending()
    yield lending
    for held in lending.free:
        held.close()


@pytest.fixture
def nothing_kept():
    close_what_is_not_lent()
    yield
    request_finished.disconnect(dispatch_uid=lending_module.__name__)


def backend():
    """The process of PostgreSQL that this thread speaks with."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def borrowed(lending):
    with lending.lend():
        return backend()


def in_a_thread(act, *given):
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(act, *given).result(10)


def test_threads_that_come_one_after_the_other_use_the_same(lending):
    assert len({in_a_thread(borrowed, lending) for _thread in range(5)}) == 1


def test_threads_that_come_together_use_one_each(lending):
    together = Barrier(3)

    def borrow():
        with lending.lend():
            mine = backend()
            together.wait(10)
            return mine

    with ThreadPoolExecutor(3) as pool:
        used = {each.result(10) for each in [pool.submit(borrow) for _thread in range(3)]}

    assert len(used) == 3
    assert len(lending.free) == 3


def test_the_one_that_was_used_last_is_lent_next(lending):
    with lending.lend():
        in_a_thread(borrowed, lending)
        last = backend()

    assert borrowed(lending) == last


def test_it_comes_back_from_whoever_fails(lending):
    def fail():
        with lending.lend(), transaction.atomic():
            backend()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    [held] = lending.free
    assert not held.in_atomic_block
    assert held.is_usable()


@pytest.mark.usefixtures("nothing_kept")
def test_what_is_streamed_reads_on_until_it_is_over(lending):
    def stream():
        with lending.lend():
            lent = backend()
        own = backend()
        request_finished.send(None)
        return lent, own, connections["default"].connection

    lent, own, kept = in_a_thread(stream)

    assert lent != own
    assert kept is None
    assert in_a_thread(borrowed, lending) == lent
