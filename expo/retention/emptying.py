"""Emptying fields in rows and in every copy that the rows' histories keep.

A history is append-only by a trigger; here alone it is switched off, on purpose: what was
destroyed must not stand in the history of its row. That there was a change, when and by whom,
stays."""

from collections.abc import Collection, Mapping
from typing import Any

import pgtrigger
from django.db import transaction
from django.db.models import Model, QuerySet
from pghistory.core import event_models

NOTHING = "–"
"""For texts that must not be empty: a refusal keeps that it had a reason, and no word of it."""


@transaction.atomic
def empty(model: type[Model], keys: Collection[Any], values: Mapping[str, Any]) -> int:
    """Write the values over the fields of these rows and of their histories; how many rows.

    It leaves no trace in the histories itself."""
    with pgtrigger.ignore(*_triggers(model)):
        forget(model, keys, values)
        return model._base_manager.filter(pk__in=keys).update(**values)


def forget(model: type[Model], keys: Collection[Any], values: Mapping[str, Any]) -> None:
    """Write the values over the fields in the histories of these rows, alone."""
    for events in histories(model):
        known = {name: value for name, value in values.items() if _has(events, name)}
        with pgtrigger.ignore(*_triggers(events)):
            events._base_manager.filter(pgh_obj_id__in=keys).update(**known)


def remove(rows: QuerySet[Any], *triggers: str) -> int:
    """Delete the rows in one statement, with these triggers switched off; how many."""
    with pgtrigger.ignore(*triggers) if triggers else transaction.atomic():
        return int(rows._raw_delete(rows.db))


def histories(model: type[Model]) -> list[type[Model]]:
    return list(event_models(tracks_model=model))


def _triggers(model: type[Model]) -> list[str]:
    """Those of the model: what writes a history of it, and what forbids to change it."""
    known: list[tuple[Any, Any]] = pgtrigger.registered()
    return [trigger.get_uri(of) for of, trigger in known if of is model]


def _has(model: type[Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.fields)
