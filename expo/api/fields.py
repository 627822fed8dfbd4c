"""Fields that several answers of the API share."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from expo import words

BOTH = {
    "type": "object",
    "properties": {"ko": {"type": "string"}, "en": {"type": "string"}},
    "required": ["ko", "en"],
}


@extend_schema_field(BOTH)
class Both(serializers.Field[Any, Any, dict[str, str], Any]):
    """Both languages of the bilingual field of the same name, of the row itself or of `source`."""

    def __init__(self, source: str = "*", **options: Any) -> None:
        super().__init__(source=source, read_only=True, **options)

    def to_representation(self, value: Any) -> dict[str, str]:
        return words.both(value, str(self.field_name))


class Moment(serializers.DateTimeField):
    """A time that says its offset: a wall clock's alone would be somebody's guess."""

    default_error_messages = {
        "naive": _("A time with its offset, as in 2023-11-24T18:00:00+09:00."),
    }

    def enforce_timezone(self, value: datetime) -> datetime:
        if timezone.is_naive(value):
            self.fail("naive")
        return super().enforce_timezone(value)


class NothingElse(serializers.Serializer[Any]):
    """Takes no field that it does not know: a misspelt one would silently mean its default."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and (unknown := set(data) - set(self.fields)):
            raise serializers.ValidationError(
                {name: [_("There is no such field.")] for name in sorted(unknown)}
            )
        return super().to_internal_value(data)
