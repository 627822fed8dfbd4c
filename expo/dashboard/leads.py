"""Leads with both of their ends: visitors know the exhibitor's key alone, booths its name."""

from collections.abc import Callable, Iterable
from typing import Any

from booths.models import Exhibitor, Participation
from expo.models import Edition
from expo.spreadsheets import Table
from visitors import leads
from visitors.models import Lead


def offered(edition: Edition, words: str) -> list[Exhibitor]:
    """Everybody who takes part and whose name has all these words, by name as the reader reads
    it."""
    everybody = Participation.objects.of(edition).standing().select_related("exhibitor")
    wanted = words.lower().split()
    found = [row.exhibitor for row in everybody if _has(row.exhibitor, wanted)]
    return sorted(found, key=lambda exhibitor: (str(exhibitor.name).lower(), exhibitor.code))


def _has(exhibitor: Exhibitor, words: list[str]) -> bool:
    names = f"{exhibitor.name_ko} {exhibitor.name_en}".lower()
    return all(word in names for word in words)


def name_of(keys: Iterable[int]) -> Callable[[int], str]:
    """The names of these exhibitors in the reader's language, from one query."""
    rows = Exhibitor.objects.filter(pk__in={*keys})
    names = {row.pk: str(row.name) for row in rows}
    return lambda key: names.get(key, "")


def table(known: Iterable[Lead], edition: Edition) -> Table:
    """A row for each visitor whom an exhibitor may know, with the offset of the fair."""
    return Table([*leads.ITEMS, "given_at"], (_row(lead, edition) for lead in known))


def _row(lead: Lead, edition: Edition) -> list[Any]:
    person = lead.registration.person
    told = [getattr(person, name) for name in leads.ITEMS]
    return [*told, lead.given_at.astimezone(edition.tz)]
