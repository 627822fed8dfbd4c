"""Fields that several answers of the API share."""

from typing import Any

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
