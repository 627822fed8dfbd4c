"""Fields and serializers that several doors of visitors share."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers


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

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if unknown := set(self.initial_data) - set(self.fields):
            raise serializers.ValidationError(
                {name: [_("There is no such field.")] for name in sorted(unknown)}
            )
        return attrs
