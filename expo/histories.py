"""The history of a row: who changed what, and when, before and after. Triggers keep it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pghistory
from django.db.models import Field, ForeignKey, Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pghistory.core import event_models

from expo.models import Account

Values = dict[str, Any]

LABELS = {
    "made": gettext_lazy("Made"),
    "changed": gettext_lazy("Changed"),
    "removed": gettext_lazy("Removed"),
}
MOST = 200
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one change, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """`by` names the account, or the command that did it; it is empty where nobody is known."""

    at: datetime
    act: str
    by: str
    differences: list[Difference]


def is_kept(model: type[Model]) -> bool:
    return bool(event_models(tracks_model=model))


def of(row: Model) -> list[Change]:
    """What happened to the row, the latest first; of a longer history the latest MOST changes."""
    events = [
        event for kept in event_models(tracks_model=type(row)) for event in _events(kept, row)
    ]
    steps = list(_steps(events, _values(row)))
    accounts = _accounts(events)
    related = _related(type(row), [values for _event, *both in steps for values in both])
    return [
        Change(
            at=event.pgh_created_at,
            act=str(LABELS.get(event.pgh_label, event.pgh_label)),
            by=_author(event, accounts),
            differences=list(_differences(type(row), before, after, related)),
        )
        for event, before, after in reversed(steps)
    ]


def _events(kept: type[Any], row: Model) -> list[Any]:
    latest = kept.objects.filter(pgh_obj=row.pk).select_related("pgh_context")
    return list(reversed(latest.order_by("-pgh_id")[:MOST]))


def _steps(events: list[Any], current: Values) -> Iterator[tuple[Any, Values, Values]]:
    """Each event with the row before and after it.

    Most rows are kept as they became; those that come by the ten thousand as they had been."""
    known: Values = {}
    for number, event in enumerate(events):
        if not _keeps_what_was(event):
            before, known = known, _values(event)
            yield event, before, known
            continue
        before, known = _values(event), {}
        if event.pgh_label != "removed":
            known = _values(events[number + 1]) if number + 1 < len(events) else current
        yield event, before, known


def _keeps_what_was(event: Any) -> bool:
    return any(
        tracker.label == event.pgh_label and tracker.row == pghistory.Old
        for tracker in event.pgh_trackers
    )


def _values(row: Model) -> Values:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.name.startswith("pgh_")
    }


def _differences(
    model: type[Model], before: Values, after: Values, related: dict[str, dict[Any, Model]]
) -> Iterator[Difference]:
    for field in model._meta.concrete_fields:
        name = field.attname
        if field.primary_key or name not in {*before, *after}:
            continue
        was, became = before.get(name), after.get(name)
        if was != became and name in (after or before):
            words = related.get(name, {})
            yield Difference(
                str(field.verbose_name), _word(field, was, words), _word(field, became, words)
            )


def _word(field: "Field[Any, Any]", value: Any, related: dict[Any, Model]) -> str:
    """The value as people read it: a label, a name, a local time."""
    match value:
        case None | "" | []:
            return NOTHING
        case bool():
            return _("Yes") if value else _("No")
        case datetime():
            return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S}"
        case list():
            return ", ".join(str(part) for part in value)
        case str() | int():
            return str(related.get(value) or dict(field.flatchoices).get(value, value))
    return str(value)


def _related(model: type[Model], versions: list[Values]) -> dict[str, dict[Any, Model]]:
    """The rows that the versions name, by field: one query for each foreign key, at any length."""
    return {
        field.attname: field.related_model._base_manager.in_bulk(
            {values[field.attname] for values in versions if values.get(field.attname)}
        )
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey)
    }


def _accounts(events: list[Any]) -> dict[int, Account]:
    named = {_said(event).get("account") for event in events}
    return Account.objects.in_bulk(named - {None})


def _author(event: Any, accounts: dict[int, Account]) -> str:
    said = _said(event)
    account = accounts.get(said.get("account", 0))
    return str(account) if account else said.get("command", "")


def _said(event: Any) -> dict[str, Any]:
    """What was noted beside the change: the account, or the command."""
    return dict(event.pgh_context.metadata) if event.pgh_context else {}
