"""The history of a row: who changed what, and when, before and after. Triggers keep it."""

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pghistory
from django.db.models import Count, Field, ForeignKey, Max, Model, QuerySet
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
    """`by` names the account, or the command that did it; it is empty where nobody is known.

    `key` names the change among those of its kind of rows, `was` what the changed fields held
    before, as the database has them. `subject` is a row beside the one whose history it is."""

    at: datetime
    act: str
    by: str
    differences: list[Difference]
    key: str = ""
    was: Values = dataclasses.field(default_factory=dict)
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """How many changes of something are kept, its making among them, and when the last was."""

    number: int
    at: datetime

    def __add__(self, other: "Revision") -> "Revision":
        return Revision(self.number + other.number, max(self.at, other.at))


UNKNOWN = Revision(0, datetime(1970, 1, 1, tzinfo=UTC))


def is_kept(model: type[Model]) -> bool:
    return bool(event_models(tracks_model=model))


def of(row: Model) -> list[Change]:
    """What happened to the row, the latest first; of a longer history the latest MOST changes."""
    events = [
        event for kept in event_models(tracks_model=type(row)) for event in _events(kept, row)
    ]
    return _changes(type(row), list(_steps(events, _values(row))))


def beside(model: type[Model], name: str, key: int) -> list[Change]:
    """What happened to the rows of the model whose field `name` holds the key: also to those that
    are gone. Each change names its row. The latest MOST, latest first."""
    groups: dict[int, list[Any]] = defaultdict(list)
    for kept in _kept(model):
        found = kept.objects.filter(**{name: key}).select_related("pgh_context")
        for event in reversed(found.order_by("-pgh_id")[:MOST]):
            groups[event.pgh_obj_id].append(event)
    steps = [step for events in groups.values() for step in _steps(events, {})]
    changes = _changes(model, sorted(steps, key=lambda step: step[0].pgh_id))
    names = {row: str(as_row(model, events[-1])) for row, events in groups.items()}
    rows = {str(event.pgh_id): event.pgh_obj_id for event, _before, _after in steps}
    return [replace(change, subject=names[rows[change.key]]) for change in changes]


def removed(model: type[Model], editions: Collection[int]) -> list[Any]:
    """The last state of rows that are gone, the latest first; for a model with an edition."""
    events = [
        event
        for kept in _kept(model)
        for event in kept.objects.filter(pgh_label="removed", edition__in=editions)
        .select_related("pgh_context")
        .order_by("-pgh_id")[:MOST]
    ]
    back = set(model._base_manager.filter(pk__in=[e.pgh_obj_id for e in events]).values_list("pk"))
    return [event for event in events if (event.pgh_obj_id,) not in back]


def events(model: type[Model], **kept: Any) -> QuerySet[Any]:
    """What happened to the rows of a model whose fields were so, the latest first."""
    (log,) = _kept(model)
    rows: QuerySet[Any] = log.objects.filter(**kept)
    return rows.select_related("pgh_context").order_by("-pgh_id")


def authors(events: list[Any]) -> dict[int, str]:
    """Who made each, by its primary key."""
    accounts = _accounts(events)
    return {event.pgh_id: _author(event, accounts) for event in events}


def as_row(model: type[Model], event: Any) -> Model:
    """The row as the event keeps it, not saved; what the database computes is left to it."""
    given = {
        one.attname for one in model._meta.concrete_fields if not getattr(one, "generated", False)
    }
    return model(**{name: value for name, value in _values(event).items() if name in given})


def _kept(model: type[Model]) -> list[Any]:
    """The models whose rows are the history of the model's rows."""
    return list(event_models(tracks_model=model))


def _changes(model: type[Model], steps: list[tuple[Any, Values, Values]]) -> list[Change]:
    """In words, the latest first."""
    accounts = _accounts([event for event, _before, _after in steps])
    related = _related(model, [values for _event, *both in steps for values in both])
    return [
        Change(
            at=event.pgh_created_at,
            act=str(LABELS.get(event.pgh_label, event.pgh_label)),
            by=_author(event, accounts),
            differences=list(_differences(model, before, after, related)),
            key=str(event.pgh_id),
            was=_was(before, after) if event.pgh_label == "changed" else {},
        )
        for event, before, after in reversed(steps)
    ]


def _was(before: Values, after: Values) -> Values:
    return {name: before[name] for name in before if name in after and before[name] != after[name]}


def revisions(model: type[Model], field: str, keys: Collection[int]) -> dict[int, Revision]:
    """What happened to the rows whose `field` holds the key, for those keys that have a history.

    The key of the row itself is in the field `pgh_obj`."""
    return {
        key: Revision(number, at)
        for kept in event_models(tracks_model=model)
        for key, number, at in kept._default_manager.filter(**{f"{field}__in": keys})
        .values_list(field)
        .annotate(Count("pgh_id"), Max("pgh_created_at"))
    }


def mark(model: type[Model]) -> list[Any]:
    """Another one whenever any row of the model was made, changed or removed.

    How many changes are kept, for they only grow, and which is the last: the last alone would not
    do, since one that is committed late has a smaller number than those that others saw before."""
    return [
        kept._default_manager.aggregate(Count("pgh_id"), Max("pgh_id"))
        for kept in event_models(tracks_model=model)
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
