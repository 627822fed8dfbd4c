"""Rows behind a number, page by page or all of them. Who they are of, only pseudonyms tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from expo.models import Edition
from visitors.behind import asking, statements
from visitors.behind.asking import Asked
from visitors.extracts import Pseudonyms

SALT = "visitors.behind"
CHUNK = 2_000


class Key(NamedTuple):
    """Where a page ends: rows are in the order of (scanned_at, id)."""

    at: datetime
    id: UUID


class Evidence(NamedTuple):
    """A scan that counts. `day`: the show day it is of, if any. `weight`: what it adds to the
    number, as a group's heads do."""

    id: UUID
    at: datetime
    day: date | None
    badge: str | None
    person: str | None
    gate: str
    direction: str
    outcome: str
    reason: str
    ticket_class: str | None
    device: str
    weight: int

    @property
    def key(self) -> Key:
        return Key(self.at, self.id)


@dataclass(frozen=True, slots=True)
class Behind:
    """A page of rows; `number` is what all rows sum to, `before` how many are on earlier pages."""

    rows: Sequence[Evidence]
    count: int
    number: int
    before: int


def behind(edition: Edition, asked: Asked, *, after: Key | None = None, most: int = 50) -> Behind:
    """Raises NoShowDays, ContradictoryRules, AsOfTooEarly and AsOfInTheFuture."""
    given = _given(edition, asked) | {
        "after_at": after and after.at,
        "after_id": after and after.id,
        "most": most,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(QUICKLY)
        cursor.execute(statements.page(asked.figure), given)
        found = cursor.fetchall()
    (count, number, before, *_first), *_others = found
    return Behind([Evidence(*row[3:]) for row in found if row[3]], count, number, before)


def every_row(edition: Edition, asked: Asked) -> Iterator[Evidence]:
    """Read as they are sent on, however many they are; raises as `behind` does, at once."""
    given = _given(edition, asked)
    return _rows(statements.everything(asked.figure), given)


def _rows(statement: str, given: dict[str, Any]) -> Iterator[Evidence]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(QUICKLY)
        with connection.chunked_cursor() as cursor:
            cursor.execute(statement, given)
            while rows := cursor.fetchmany(CHUNK):
                yield from (Evidence(*row) for row in rows)


def _given(edition: Edition, asked: Asked) -> dict[str, Any]:
    return asking.parameters(edition, asked) | _pseudonyms(edition).parameters()


def _pseudonyms(edition: Edition) -> Pseudonyms:
    """The same on every page of an edition; in no audit pack, whose key nobody keeps."""
    return Pseudonyms(salted_hmac(SALT, str(edition.pk), algorithm="sha256").digest())


QUICKLY = "SET LOCAL jit = off; SET LOCAL work_mem = '128MB'"
