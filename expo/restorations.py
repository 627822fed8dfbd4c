"""The way back: what a change did is put back, by the rules of today and as a change itself."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from expo import histories
from expo.errors import Conflict


class NoLongerFits(Conflict):
    code = "no_longer_fits"
    message = _("What was there before no longer fits.")


class StillThere(Conflict):
    code = "still_there"
    message = _("This row is there already.")


@transaction.atomic
def put_back(row: Model, was: Mapping[str, Any]) -> Model:
    """Give the fields, by column, the values they had. Raises NoLongerFits, saying why."""
    rows = type(row)._base_manager.select_for_update()
    fresh: Any = rows.get(pk=row.pk)
    for name, value in was.items():
        setattr(fresh, name, value)
    others = {one.name for one in fresh._meta.concrete_fields if one.attname not in was}
    _check(fresh, others)
    fresh.save(update_fields=list(was))
    return fresh  # type: ignore[no-any-return]


@transaction.atomic
def bring_back(model: type[Model], event: Any) -> Model:
    """A removed row as it was, under its own key. Raises NoLongerFits, StillThere."""
    row = histories.as_row(model, event)
    if model._base_manager.filter(pk=row.pk).exists():
        raise StillThere
    _check(row, set())
    row.save(force_insert=True)
    return row


def _check(row: Model, others: set[str]) -> None:
    """What the change does not touch is left as it is, even where nobody would enter it today."""
    try:
        row.clean_fields(exclude=others)
        row.clean()
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as error:
        raise NoLongerFits(" ".join([str(NoLongerFits.message), *error.messages])) from error
