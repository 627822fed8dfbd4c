"""Fields as people read them."""

from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst


def words_of(field: str) -> str:
    """`visitors.Person.email` as whose it is and what it is; a field that is gone as it stood."""
    label, _dot, name = field.rpartition(".")
    try:
        model = apps.get_model(label)
        found: Any = model._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return field
    return f"{capfirst(str(model._meta.verbose_name))}: {found.verbose_name}"
