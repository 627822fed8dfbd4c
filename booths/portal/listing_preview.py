"""The public page as it will look, of what stands in the form at this moment."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from booths.listings.fields import EXHIBIT, FIELDS, Clean, Json

NOTHING: Mapping[str, Json] = {"tags": [], "links": [], "logo": None}


def values_of(raw: Mapping[str, Any]) -> dict[str, Json]:
    """What would be kept of it. A text that does not fit yet is shown as it is; whatever else does
    not fit is left out, as the public would never see it."""
    found = {name: _kept(name, raw[name]) for name in FIELDS if name != "exhibits"}
    rows = [
        {cell: _fitting(EXHIBIT[cell], row[cell], otherwise=row[cell]) for cell in EXHIBIT}
        for row in raw["exhibits"]
    ]
    return {**found, "exhibits": [row for row in rows if any(row.values())]}


def _kept(name: str, typed: Any) -> Json:
    is_text = name.endswith(("_ko", "_en"))
    otherwise = typed if is_text else NOTHING.get(name, "")
    return _fitting(FIELDS[name].clean, typed, otherwise=otherwise)


def _fitting(rule: Clean, typed: Any, *, otherwise: Json) -> Json:
    try:
        return rule(typed)
    except ValidationError:
        return otherwise
