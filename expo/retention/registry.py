"""The rules: for each personal field a purpose, a legal basis, a period and what erases it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone, translation

from expo import editions
from expo.models import Account, DestructionCause, Edition

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Rows to destroy together, by primary key, and on what occasion."""

    edition: Edition
    keys: list[Any]
    cause: DestructionCause
    at: datetime
    by: Account | None = None


Due = Callable[[Edition, datetime], QuerySet[Any]]
Erase = Callable[[Batch], Mapping[str, int]]
"""Destroys the rows' personal data and tells how many rows that were, by the code of the rule."""


def real_time(_edition: Edition) -> datetime:
    return timezone.now()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One kind of personal data. `fields` are named `app.Model.field`; the copies in the history of
    a model belong to its field. `period` may hold %(days)s, an edition's own number of days.

    `due` are the rows whose period is over at a moment by `clock`; a rule without it is kept by
    something else than the sweep, which `eraser` names. `ends_at` is when an edition's rows become
    due, where that is one moment."""

    code: str
    kind: "StrOrPromise"
    fields: tuple[str, ...]
    purpose: "StrOrPromise"
    basis: "StrOrPromise"
    period: "StrOrPromise"
    eraser: "StrOrPromise"
    due: Due | None = None
    erase: Erase | None = None
    ends_at: Callable[[Edition], datetime | None] | None = None
    clock: Callable[[Edition], datetime] = editions.now
    cause: DestructionCause = DestructionCause.EXPIRED

    def period_of(self, edition: Edition) -> str:
        return str(self.period).replace("%(days)s", str(edition.retention_days))

    def in_words(self, edition: Edition) -> str:
        """As a certificate says it, in Korean, whoever asks."""
        with translation.override("ko"):
            parts = (self.kind, self.purpose, self.basis, self.period_of(edition))
            return " · ".join(str(part) for part in parts)


APPS = ("visitors", "booths", "expo")

_rules: dict[str, Rule] = {}


def register(*rules_: Rule) -> None:
    _rules.update({rule.code: rule for rule in rules_})


def rules() -> list[Rule]:
    """All of them, in the order in which they are read and carried out: people go first, whole and
    with the mails about them; what is left of mails goes by its own rule."""
    return sorted(_rules.values(), key=lambda rule: APPS.index(rule.code.partition(".")[0]))


def of(code: str) -> Rule:
    return _rules[code]


def find(code: str) -> Rule | None:
    return _rules.get(code)
