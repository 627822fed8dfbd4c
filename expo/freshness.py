"""Whether pages would read otherwise than they did: a tag of their rows, asked in one statement.

Every row has a history that triggers write in the transaction of the change. A history only grows,
so how many of its lines are visible tells one state from any other. The number of the last line
alone would not: numbers are drawn before a commit, and a transaction that commits late adds a
smaller one. The last line's number and time stand beside the count for the day when a database is
put back from a copy and then goes another way. What no row tells, such as the clock, whoever makes
a tag says beside them."""

import hashlib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.db.models import Model
from pghistory.core import event_models
from psycopg import sql

from expo.models import Edition

Models = tuple[type[Model], ...]

APPS = ("expo", "booths")
WORDS = (".py", ".html", ".mo")
"""What a page is made from, beside the rows."""


class Tag(Protocol):
    """The same for as long as every page of its kind reads the same in that language."""

    def __call__(self, edition: Edition, at: datetime, *, language: str) -> str: ...


def tag(models: Models, *told: Any) -> str:
    """Of all rows of the models, this installation, and what else is told."""
    whole = (*told, _histories(models), build())
    return hashlib.sha256(repr(whole).encode()).hexdigest()[:24]


def _histories(models: Models) -> Any:
    """For each history how many lines it has, and which is the last."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(models))
        return cursor.fetchone()


@cache
def _statement(models: Models) -> str:
    """As text: what notes the asker of a change beside it reads every statement."""
    tables = [
        history._meta.db_table for model in models for history in event_models(tracks_model=model)
    ]
    told = [
        sql.SQL(
            "(SELECT count(*) FROM {table}), "
            "(SELECT (pgh_id, pgh_created_at)::text FROM {table} ORDER BY pgh_id DESC LIMIT 1)"
        ).format(table=sql.Identifier(table))
        for table in tables
    ]
    return (sql.SQL("SELECT ") + sql.SQL(", ").join(told)).as_string()


@cache
def build() -> str:
    """What this installation runs, by content: the same in all its processes, on all its hosts."""
    files = sorted(
        path
        for app in APPS
        for path in Path(apps.get_app_config(app).path).rglob("*")
        if path.suffix in WORDS
    )
    digest = hashlib.sha256(getattr(staticfiles_storage, "manifest_hash", "").encode())
    for path in files:
        digest.update(path.read_bytes())
    digest.update(repr((settings.DEMONSTRATION, settings.GOVERNMENT_MASTHEAD)).encode())
    return digest.hexdigest()
