"""What a reader of the list asks for, as it stands in the address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from booths import searches
from booths.directory import tags
from booths.directory.passages import Passage
from booths.models import ExhibitorKind, Operation, Sector
from booths.searches import Groups
from expo.models import Edition, Hall

MOST_CHOSEN = 20
"""Values of one filter that are read: more than anybody chooses, fewer than anybody sends."""


class Findable(Protocol):
    """Whatever has texts to be searched, and values by the name of a filter."""

    @property
    def texts(self) -> Groups: ...

    @property
    def boxes(self) -> Mapping[str, Iterable[str]]: ...


Found = TypeVar("Found", bound=Findable)


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    words: Passage
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One row of boxes. Nothing chosen lets everybody through, several chosen any of them."""

    name: str
    words: str | Promise
    options: Sequence[Option]

    @property
    def chosen(self) -> set[str]:
        return {option.value for option in self.options if option.is_chosen}

    def admits(self, row: Findable) -> bool:
        return not self.chosen or not self.chosen.isdisjoint(row.boxes[self.name])


@dataclass(frozen=True, slots=True)
class Criteria:
    query: str
    filters: Sequence[Filter] = field(default_factory=list)

    @property
    def chosen(self) -> int:
        """How many boxes are ticked."""
        return sum(len(each.chosen) for each in self.filters)

    def __bool__(self) -> bool:
        return bool(self.query) or self.chosen > 0

    def found(self, rows: Sequence[Found]) -> list[Found]:
        """Those that are asked for: the best answer first, or in their own order."""
        admitted = [row for row in rows if all(each.admits(row) for each in self.filters)]
        return searches.found(self.query, admitted, lambda row: row.texts)


def criteria(asked: QueryDict, edition: Edition) -> Criteria:
    """What nobody can choose is not heard; a tag that is no theme may be, since pages link it."""
    return Criteria(
        asked.get("q", "").strip()[: searches.MOST],
        [
            _choices(asked, "sector", _("Sector"), Sector),
            _halls(asked, edition),
            _themes(asked, edition),
            _choices(asked, "state", _("State"), Operation),
            _choices(asked, "kind", _("Kind of exhibitor"), ExhibitorKind),
        ],
    )


def _choices(
    asked: QueryDict, name: str, words: str | Promise, choices: type[TextChoices]
) -> Filter:
    known = {str(value): Passage(str(label)) for value, label in choices.choices}
    return Filter(name, words, _options(known.items(), _chosen(asked, name)))


def _halls(asked: QueryDict, edition: Edition) -> Filter:
    halls = Hall.objects.filter(edition=edition).order_by("code")
    known = [(hall.code, Passage(str(hall.name))) for hall in halls]
    return Filter("hall", _("Hall"), _options(known, _chosen(asked, "hall")))


def _themes(asked: QueryDict, edition: Edition) -> Filter:
    themes, chosen = tags.themes(edition), _chosen(asked, "theme")
    known = [(tag.value, tag.words) for tag in tags.shown({**themes, **chosen}, themes)]
    return Filter("theme", _("Theme"), _options(known, chosen))


def _chosen(asked: QueryDict, name: str) -> dict[str, str]:
    """The values in the order of the address, none empty, none twice."""
    values = (value.strip()[: searches.MOST] for value in asked.getlist(name)[:MOST_CHOSEN])
    return {value: value for value in values if value}


def _options(known: Iterable[tuple[str, Passage]], chosen: Iterable[str]) -> list[Option]:
    wanted = set(chosen)
    return [Option(value, words, value in wanted) for value, words in known]
