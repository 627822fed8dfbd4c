"""The rows of exhibits in a form: as many as there are and one to spare, moved by buttons.

All rows have the same names, so that their order on the page is their order; a row that a script or
a keyboard has moved needs no new number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.http import QueryDict

from booths.listings.fields import EXHIBIT, MOST_EXHIBITS
from booths.portal.listing_fields import ExhibitForm

Cells = Mapping[str, str]

PREFIX = "exhibit"
NOTHING = dict.fromkeys(EXHIBIT, "")


@dataclass(frozen=True, slots=True)
class Act:
    """A button of a row. One that does nothing can still be reached: the focus stays on it."""

    kind: str
    number: int
    is_off: bool
    has_focus: bool

    @property
    def value(self) -> str:
        return f"{self.kind}-{self.number}"


@dataclass(frozen=True, slots=True)
class Row:
    """One exhibit of the form, with its buttons."""

    number: int
    form: ExhibitForm
    acts: list[Act]


def typed(data: QueryDict) -> list[Cells]:
    """What was typed, row by row."""
    columns = [data.getlist(f"{PREFIX}-{name}") for name in EXHIBIT]
    rows = zip_longest(*columns, fillvalue="")
    found: list[Cells] = [dict(zip(EXHIBIT, row, strict=True)) for row in rows]
    return found[: 2 * MOST_EXHIBITS]


def bound(rows: Sequence[Cells]) -> list[ExhibitForm]:
    """Forms that know what is wrong with what was typed."""
    return [
        ExhibitForm(
            {f"{PREFIX}-{name}": row[name] for name in EXHIBIT},
            prefix=PREFIX,
            auto_id=_ids(number),
            empty_permitted=True,
            use_required_attribute=False,
        )
        for number, row in enumerate(rows, start=1)
    ]


def shown(rows: Sequence[Cells]) -> list[ExhibitForm]:
    """Forms that ask nobody whether they are right yet."""
    return [
        ExhibitForm(initial=dict(row), prefix=PREFIX, auto_id=_ids(number))
        for number, row in enumerate(rows, start=1)
    ]


def with_spare(rows: Sequence[Cells]) -> list[Cells]:
    """The rows that are filled, and an empty one where there may be more."""
    filled = [row for row in rows if any(row.values())]
    return [*filled, NOTHING] if len(filled) < MOST_EXHIBITS else filled


def arranged(rows: Sequence[Cells], act: str) -> tuple[list[Cells], str]:
    """The rows after a button was pressed, and the id of the control that goes on from there.

    `act` is `add`, or `up-2`, `down-2`, `remove-2` with the number of a row; whatever else it is,
    nothing moves."""
    new, (kind, number) = list(rows), _parsed(act)
    at = number - 1
    if kind == "add" and len(new) < MOST_EXHIBITS:
        return [*new, NOTHING], _ids(len(new) + 1) % f"{PREFIX}-name_ko"
    if not 0 <= at < len(new):
        return new, ""
    if kind == "remove":
        del new[at]
        return new or [NOTHING], f"{PREFIX}-add"
    to = at - 1 if kind == "up" else at + 1
    if kind in {"up", "down"} and 0 <= to < len(new):
        new.insert(to, new.pop(at))
        return new, f"{PREFIX}-{kind}-{to + 1}"
    return new, ""


def drawn(forms: Sequence[ExhibitForm], focus: str) -> list[Row]:
    """The rows as the page shows them. `focus` is the id of the control to go on from."""
    rows = []
    for number, form in enumerate(forms, start=1):
        if form["name_ko"].id_for_label == focus:
            form.fields["name_ko"].widget.attrs["autofocus"] = True
        off = {"up": number == 1, "down": number == len(forms), "remove": False}
        acts = [
            Act(kind, number, is_off, focus == f"{PREFIX}-{kind}-{number}")
            for kind, is_off in off.items()
        ]
        rows.append(Row(number, form, acts))
    return rows


def _parsed(act: str) -> tuple[str, int]:
    kind, _dash, number = act.partition("-")
    return kind, int(number) if number.isdecimal() and len(number) < 4 else 0


def _ids(number: int) -> str:
    return f"id_{number}_%s"
