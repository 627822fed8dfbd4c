"""Cursors whose statements PostgreSQL plans once for each connection.

Planning costs the door's statements several times what running them does, and Django's own cursors
never prepare. These do, and go through Django all the same: its errors, its transactions, its
query counts. A pool between us and PostgreSQL must keep prepared statements (PgBouncer from 1.21).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast
from weakref import WeakSet

import psycopg
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

AT_ONCE = 0
"""Prepare on the first use: only the door's few statements ever come this way."""

ONE_PLAN = "SET plan_cache_mode = force_generic_plan"
"""A batch of five hundred is looked up like a single scan, by index: no plan for each size."""

_told: WeakSet[psycopg.Connection[Any]] = WeakSet()


class Prepared(psycopg.Cursor[Any]):
    """The history's library puts a command of its own before each statement of a request, which
    PostgreSQL does not prepare; it spares cursors with a name. Scans are their own history."""

    name = "prepared"


@contextmanager
def prepared() -> Iterator[CursorWrapper]:
    here = connections[DEFAULT_DB_ALIAS]
    here.ensure_connection()
    raw: psycopg.Connection[Any] = here.connection
    raw.prepare_threshold = AT_ONCE
    _tell_once(raw)
    with Prepared(raw) as cursor:
        yield _wrapped(here, cast("CursorWrapper", cursor))


T = TypeVar("T")


def trusting(act: Callable[[], T]) -> T:
    """Act without asking first whether the connection still holds. Where it proves dead, act once
    more on another: only for what may be done twice. Raises what `act` raises."""
    here = connections[DEFAULT_DB_ALIAS]
    here.health_check_done = True  # type: ignore[attr-defined]  # unknown to the stubs
    held = here.connection
    try:
        return act()
    except OperationalError:
        if here.in_atomic_block or _still_holds(here, held):
            raise
        return act()


def _still_holds(here: BaseDatabaseWrapper, held: object) -> bool:
    if here.connection is held and here.is_usable():
        return True
    here.close()
    return False


def _tell_once(raw: psycopg.Connection[Any]) -> None:
    """Outside a transaction only: one that is rolled back takes its settings along."""
    if raw.autocommit and raw not in _told:
        raw.execute(ONE_PLAN)
        _told.add(raw)


def _wrapped(here: BaseDatabaseWrapper, cursor: CursorWrapper) -> CursorWrapper:
    if here.queries_logged:
        return here.make_debug_cursor(cursor)
    return here.make_cursor(cursor)
