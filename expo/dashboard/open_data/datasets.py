"""Which tables everybody may have, and which of their columns; the rest stays in the house.

Doubtful scans, people inside, shares and those who take part in sessions are left out: the first
are about devices, the second about safety, a share would tell a number that is withheld, and the
last have names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from expo.dashboard.open_data import people
from expo.dashboard.tables import Column, Table, catalogue
from expo.dashboard.tables.shapes import Row
from expo.models import Edition

Names = Callable[[Row], Mapping[str, str]]


def nobody(_row: Row) -> Mapping[str, str]:
    """A table that counts no people."""
    return {}


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table of the catalogue. `people` names the numbers of people in a row by their columns;
    `left_out` are columns that are not for everybody, `has` says which rows are."""

    name: str
    people: Names = nobody
    left_out: Sequence[str] = ()
    has: Callable[[Row], bool] = lambda _row: True


@dataclass(frozen=True, slots=True)
class Told:
    """A dataset with its rows; beside each row the names of its numbers of people."""

    dataset: Dataset
    table: Table
    columns: Sequence[Column]
    rows: Sequence[tuple[Row, Mapping[str, str]]]

    @property
    def name(self) -> str:
        return self.dataset.name


def _is_on_a_day(row: Row) -> bool:
    return row["day"] is not None


DOUBTS = ("conflicts", "refused", "voided")
FLOWS = ("heads_in", "heads_out", "repeats")
INSIDE = ("occupancy", "occupancy_is_observed")

DATASETS = (
    Dataset("totals", people.of_the_fair, ["meaning"], lambda row: row["figure"] not in DOUBTS),
    Dataset("day", people.of_a_day, DOUBTS, _is_on_a_day),
    Dataset("visit", people.by_visit),
    Dataset("days", people.by_days, ["share"]),
    Dataset("hour", people.of_an_hour, [*FLOWS, *DOUBTS], _is_on_a_day),
    Dataset("gate", people.of_a_gate, [*FLOWS, *DOUBTS]),
    Dataset("class", people.of_a_class),
    Dataset("registration", people.by_registration, ["conversion"]),
    Dataset("hall", people.of_a_hall, [*INSIDE, *DOUBTS]),
    Dataset("programme", people.of_a_session, ["parties"]),
    Dataset("sector", people.of_a_sector),
    Dataset("exhibitors"),
    Dataset("exhibitors_list"),
    Dataset("floor"),
    Dataset("spaces"),
    Dataset("downtime"),
)


def told(dataset: Dataset, edition: Edition, as_of: datetime) -> Told:
    """Raises NoShowDays, ContradictoryRules, AsOfTooEarly and AsOfInTheFuture."""
    table = catalogue.table(dataset.name, edition, as_of=as_of)
    return Told(
        dataset,
        table,
        [column for column in table.columns if column.key not in dataset.left_out],
        [(row, dataset.people(row)) for row in table.rows if dataset.has(row)],
    )
