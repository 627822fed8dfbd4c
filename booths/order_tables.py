"""Orders as one table: a row for each exhibitor and kind, a column for each thing that is asked."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from booths.models import Assignment, ServiceOrder
from booths.order_forms import FORMS
from expo.spreadsheets import Table

WHO = ("exhibitor", "name_ko", "name_en", "spaces", "order", "told_at")


def table(orders: QuerySet[ServiceOrder]) -> Table:
    """Codes beside names; times with the offset of the fair."""
    columns = [f"{kind}_{name}" for kind, form in FORMS.items() for name in form.base_fields]
    return Table([*WHO, *columns], _rows(orders, columns))


def _rows(orders: QuerySet[ServiceOrder], columns: list[str]) -> Iterator[list[Any]]:
    rows = list(
        orders.select_related("participation__exhibitor", "participation__edition").order_by(
            "participation__exhibitor__code", "kind"
        )
    )
    spaces = _spaces(rows)
    for row in rows:
        who = row.participation.exhibitor
        told = {f"{row.kind}_{name}": value for name, value in row.details.items()}
        at = row.told_at.astimezone(row.participation.edition.tz)
        head = [who.code, who.name_ko, who.name_en, spaces.get(row.participation_id, "")]
        yield [*head, row.kind, at, *(told.get(column) for column in columns)]


def _spaces(orders: list[ServiceOrder]) -> dict[int, str]:
    held: dict[int, list[str]] = {}
    given = Assignment.objects.standing().filter(
        participation__in={row.participation_id for row in orders}
    )
    for participation, code in given.order_by("space__code").values_list(
        "participation", "space__code"
    ):
        codes = held.setdefault(participation, [])
        codes.extend([] if code in codes else [code])
    return {participation: " ".join(codes) for participation, codes in held.items()}
