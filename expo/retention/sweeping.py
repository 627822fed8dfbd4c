"""What is due is destroyed: batch by batch, each in one transaction with its certificates.

Killed in between, a run leaves whole batches behind, certified, and the next one goes on; two at
once take turns."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction

from expo import destructions
from expo.models import Account, Edition
from expo.retention import emptying
from expo.retention.registry import Batch, Rule, rules

logger = logging.getLogger(__name__)

AT_ONCE = 500
"""Rows of one transaction: nobody waits longer for them than a blink."""

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Dues:
    """How many rows of an edition a rule ends: those due at that moment of the rule's clock."""

    edition: Edition
    rule: Rule
    at: datetime
    rows: int


@dataclass(frozen=True, slots=True)
class Swept:
    """What a run did by one rule: rows destroyed, and those left: it failed, or somebody is at
    them."""

    edition: Edition
    rule: Rule
    rows: int
    left: int


def dues(edition: Edition) -> list[Dues]:
    """What each rule that sweeps would destroy now; nothing is changed."""
    return [_dues(edition, rule) for rule in swept_rules()]


def swept_rules() -> list[Rule]:
    return [rule for rule in rules() if rule.due is not None]


def sweep(edition: Edition, rule: Rule, *, by: Account | None = None) -> int:
    """Destroy what is due by the rule; how many rows. Rows that somebody is changing right now are
    left to the next run."""
    return sum(_batches(edition, rule, by))


def sweep_all(edition: Edition, progress: Progress = lambda _rows: None) -> Iterator[Swept]:
    """Rule by rule. What fails is logged, and the next rule has its turn."""
    for rule in swept_rules():
        rows = 0
        try:
            for rows_of_batch in _batches(edition, rule, None):
                rows += rows_of_batch
                progress(rows_of_batch)
        except Exception:
            logger.exception("What is due by %s could not be destroyed.", rule.code)
        yield Swept(edition, rule, rows, _dues(edition, rule).rows)


def clear() -> None:
    """End the sessions that ran out, and have the tables and their indexes let go of what was
    destroyed, as far as a running database can."""
    SessionStore.clear_expired()
    if connection.in_atomic_block:  # where nothing is committed there is nothing to let go of
        return
    tables = ", ".join(connection.ops.quote_name(table) for table in sorted(_tables()))
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM (SKIP_LOCKED) {tables}")


def _tables() -> set[str]:
    """Where personal data stands, histories included."""
    labels = {field.rpartition(".")[0] for rule in rules() for field in rule.fields}
    models = [apps.get_model(label) for label in labels]
    events = [kept for model in models for kept in emptying.histories(model)]
    return {model._meta.db_table for model in [*models, *events]}


def _dues(edition: Edition, rule: Rule) -> Dues:
    at = rule.clock(edition)
    assert rule.due is not None  # noqa: S101  # of a rule that sweeps
    return Dues(edition, rule, at, rule.due(edition, at).count())


def _batches(edition: Edition, rule: Rule, by: Account | None) -> Iterator[int]:
    """Each key once, in order: a rule that leaves something due ends all the same."""
    last: Any = None
    while keys := _batch(edition, rule, by, after=last):
        yield len(keys)
        last = keys[-1]


@transaction.atomic
def _batch(edition: Edition, rule: Rule, by: Account | None, *, after: Any) -> list[Any]:
    assert rule.due is not None and rule.erase is not None  # noqa: S101, PT018  # it sweeps
    destructions.lock(edition)
    at = rule.clock(edition)
    rows = rule.due(edition, at).order_by("pk")
    rows = rows if after is None else rows.filter(pk__gt=after)
    held = rows.select_for_update(of=("self",), skip_locked=True, no_key=True)
    keys = list(held.values_list("pk", flat=True)[:AT_ONCE])
    if keys:
        batch = Batch(edition=edition, keys=keys, cause=rule.cause, at=at, by=by)
        destructions.certify(batch, rule.erase(batch))
    return keys
