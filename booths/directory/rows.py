"""Everybody who takes part, as rows of a list: what is read of each, and what finds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from booths import exhibitors
from booths.directory import passages, tags
from booths.directory.passages import Passage
from booths.models import (
    Exhibitor,
    Listing,
    Operation,
    Participation,
    ParticipationRole,
    Space,
)
from booths.searches import Groups
from expo.models import Edition, Hall

BADNESS = [Operation.OPERATING, Operation.DEGRADED, Operation.SUSPENDED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`texts` are those in which a search looks, in both languages, the weightiest first."""

    exhibitor: Exhibitor
    role: ParticipationRole
    main: Passage
    name: Passage
    name_beside: Passage
    summary: Passage
    logo: str | None
    exhibits: Sequence[Passage]
    tags: Sequence[str]
    spaces: Sequence[Space]
    texts: Groups

    @property
    def state(self) -> Operation:
        """That of the worst of its spaces, which carry theirs."""
        states = (Operation(space.state) for space in self.spaces)  # type: ignore[attr-defined]
        return max(states, key=BADNESS.index, default=Operation.OPERATING)

    @property
    def boxes(self) -> dict[str, list[str]]:
        """What a reader may ask for by ticking, by the name of the filter.

        Nothing operates where there is no booth."""
        return {
            "sector": [self.exhibitor.sector],
            "hall": [hall.code for hall in self.halls],
            "theme": list(self.tags),
            "state": [self.state.value] if self.spaces else [],
            "kind": [self.exhibitor.kind],
        }

    @property
    def is_represented(self) -> bool:
        return self.role == ParticipationRole.REPRESENTED

    @property
    def halls(self) -> list[Hall]:
        return list(dict.fromkeys(space.hall for space in self.spaces))

    @property
    def codes(self) -> list[str]:
        return [space.code for space in self.spaces]


def rows(edition: Edition, at: datetime) -> list[Row]:
    """Everybody, by the name that this reader sees; from as many statements at any size."""
    known = tags.themes(edition)
    found = [_row(participation, known) for participation in exhibitors.catalogue(edition, at)]
    return sorted(found, key=lambda row: row.name.text.casefold())


def _row(participation: Participation, themes: Mapping[str, str]) -> Row:
    exhibitor, listing = participation.exhibitor, _listing(participation)
    is_represented = participation.role == ParticipationRole.REPRESENTED
    spaces = [] if is_represented else participation.stands_on()
    exhibits = list(listing.exhibits.all()) if listing.pk else []
    main = participation.main and passages.of_row(participation.main.exhibitor, "name")
    return Row(
        exhibitor=exhibitor,
        role=ParticipationRole(participation.role),
        main=main or Passage(""),
        name=passages.of_row(exhibitor, "name"),
        name_beside=passages.beside_of_row(exhibitor, "name"),
        summary=passages.of_row(listing, "summary"),
        logo=listing.logo_id,
        exhibits=[passages.of_row(exhibit, "name") for exhibit in exhibits],
        tags=listing.tags,
        spaces=spaces,
        texts=[
            _both([exhibitor], "name"),
            [*listing.tags, *_translated(listing.tags, themes), *(space.code for space in spaces)],
            _both(exhibits, "name"),
            _both([listing], "summary"),
        ],
    )


def _listing(participation: Participation) -> Listing:
    try:
        return participation.listing
    except Listing.DoesNotExist:
        return Listing()


def _both(rows: Sequence[Any], field: str) -> list[str]:
    texts = (getattr(row, f"{field}_{code}") for row in rows for code in passages.LANGUAGES)
    return [text for text in texts if text]


def _translated(found: Sequence[str], themes: Mapping[str, str]) -> list[str]:
    return [themes[tag] for tag in found if tag in themes and themes[tag] != tag]
