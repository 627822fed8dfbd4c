"""Reading a table into the floor: looked at as often as one likes, then stored whole or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from booths.spreadsheets.assignments import AssignmentTable
from booths.spreadsheets.exhibitors import ExhibitorTable
from booths.spreadsheets.forms import Draft, Form
from booths.spreadsheets.kinds import Kind
from booths.spreadsheets.lines import Line
from booths.spreadsheets.previews import Preview
from booths.spreadsheets.sheets import Sheet
from booths.spreadsheets.spaces import SpaceTable
from expo import constraints, editions
from expo.errors import Conflict, Refused
from expo.models import Edition

FORMS: dict[Kind, type[Form]] = {
    Kind.SPACES: SpaceTable,
    Kind.EXHIBITORS: ExhibitorTable,
    Kind.ASSIGNMENTS: AssignmentTable,
}


class ImportOutdated(Conflict):
    code = "import_outdated"
    message = _(
        "Somebody has changed these rows since you looked at the preview, or the same table was "
        "applied before. Nothing was stored. Look at it again."
    )


class ImportFaulty(Refused):
    code = "import_faulty"
    message = _("Something in this table is wrong, so nothing of it was stored.")


@dataclass(frozen=True, slots=True)
class Done:
    """What an import did; `rows` are those that were made or changed."""

    preview: Preview
    rows: Sequence[Any]


def preview(edition: Edition, kind: Kind, sheet: Sheet) -> Preview:
    """What the table would do, from a constant number of queries. Raises Unreadable, NoShowDays."""
    return _judged(FORMS[kind](edition), sheet)[0]


def apply(edition: Edition, kind: Kind, sheet: Sheet, *, seen: str) -> Done:
    """Store all of the table, as it was seen in the preview with that fingerprint, or nothing.

    Raises ImportOutdated, ImportFaulty, Unreadable, NoShowDays."""
    try:
        with transaction.atomic():
            return _applied(FORMS[kind](edition, is_held=True), sheet, seen)
    except IntegrityError as error:
        raise ImportOutdated(constraints.sentence(error, FORMS[kind].model)) from error


def _applied(form: Form, sheet: Sheet, seen: str) -> Done:
    found, drafts = _judged(form, sheet)
    if found.fingerprint != seen:
        raise ImportOutdated
    if found.faults:
        raise ImportFaulty
    form.store(drafts, editions.now(form.edition))
    return Done(found, [draft.row for draft in drafts if draft.changes])


def _judged(form: Form, sheet: Sheet) -> tuple[Preview, list[Draft]]:
    header = form.columns.find(sheet.header)
    lines = [Line(number, cells, header, form.columns) for number, cells in sheet.rows]
    form.read(lines)
    drafts = form.drafts([line for line in lines if line.is_sound])
    found = Preview(
        written_as=sheet.written_as,
        ignored=header.ignored,
        rows=len(lines),
        changes=form.changes(drafts),
        faults=[fault for line in lines for fault in line.faults],
    )
    return found, drafts
