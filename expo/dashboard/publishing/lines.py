"""Published figures as pages show them: in words, and beside what is known today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from expo.errors import DomainError
from expo.models import Edition
from visitors import publications
from visitors.definitions import DEFINITIONS, Definition
from visitors.models import FigureName, PublishedFigure
from visitors.publications import Difference, Reason, Today, Told


@dataclass(frozen=True, slots=True)
class Line:
    """One published figure; `change` is None where nothing can be counted today."""

    row: PublishedFigure
    change: int | None = None

    @property
    def definition(self) -> Definition:
        return DEFINITIONS[self.row.figure]

    @property
    def amount(self) -> str:
        return publications.amount(self.row.figure, self.row.value)

    @property
    def amount_today(self) -> str:
        return publications.amount(self.row.figure, self.row.value + (self.change or 0))

    @property
    def moved(self) -> str:
        return publications.signed(self.change or 0)

    @property
    def period(self) -> str:
        return period(self.row.day)

    @property
    def text(self) -> str:
        """In the reader's language; Korean where it was told in no other."""
        return (self.row.text_en if get_language() == "en" else "") or self.row.text_ko

    @property
    def proposed(self) -> tuple[str, str]:
        """The sentences that would be proposed for it today, in Korean and in English."""
        row = self.row
        told = Told(FigureName(row.figure), row.value, row.as_of, row.day)
        return publications.sentence(row.edition, told)

    @property
    def is_in_own_words(self) -> bool:
        return self.proposed != (self.row.text_ko, self.row.text_en)


def lines(rows: Sequence[PublishedFigure], today: Today | None) -> Iterator[Line]:
    for row in rows:
        yield Line(row, today.change(row) if today else None)


def today(edition: Edition) -> Today | None:
    """None where nothing has been counted, or can be."""
    try:
        found = publications.today(edition)
    except DomainError:
        return None
    return found if found.figures.as_of else None


def compared(row: PublishedFigure) -> dict[str, Any]:
    """What is known today of one figure and why, or in a sentence why nothing can be said."""
    try:
        found = publications.remembered(row)
    except DomainError as error:
        return {"line": Line(row), "refusal": error.message}
    return {
        "line": Line(row, found.change),
        "found": found,
        "explained": _explained(found),
        "amount_then": publications.amount(row.figure, found.then),
        "reasons": [_told(reason) for reason in found.reasons if reason.rows or reason.effect],
    }


def period(day: date | None) -> str:
    return date_format(day, _("D, j F Y")) if day else _("all show days")


def _explained(found: Difference) -> str:
    korean, english = publications.explained(found)
    return english if get_language() == "en" else korean


def _told(reason: Reason) -> dict[str, Any]:
    return {
        "label": publications.LABELS[reason.kind],
        "effect": publications.signed(reason.effect),
        "reason": reason,
    }
