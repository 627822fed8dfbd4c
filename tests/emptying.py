"""The database after a test that committed: emptied where there are rows, and nowhere else.

Django truncates every table there is, a file or more for each, and makes all permissions again."""

from functools import cache

from django.db import connection, transaction
from django.test import TransactionTestCase
from psycopg import sql

STAYS = {"django_content_type", "auth_permission"}
"""What migrations make, the same for every test."""

truncate = TransactionTestCase._fixture_teardown


def after_test(case: TransactionTestCase) -> None:
    """As Django does it where the user of the database may not set triggers aside."""
    if not _may_set_triggers_aside():
        truncate(case)
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_lock())  # whoever still writes ends first, as before truncating
        cursor.execute(_which_have_rows())
        full = [table for (table,) in cursor.fetchall()]
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in full:
            cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))


@cache
def _tables() -> list[str]:
    existing = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return sorted(set(existing) - STAYS)


def _lock() -> sql.Composable:
    names = sql.SQL(", ").join(map(sql.Identifier, _tables()))
    return sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(names)


def _which_have_rows() -> sql.Composable:
    asked = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})")
    return sql.SQL(" UNION ALL ").join(
        asked.format(sql.Literal(table), sql.Identifier(table)) for table in _tables()
    )


@cache
def _may_set_triggers_aside() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_parameter_privilege('session_replication_role', 'SET')")
        return bool(cursor.fetchone()[0])
