"""Lists of what belongs to participations, by the hall in which these stand."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import DropdownFilter

from booths.models import Participation, Space
from expo.admin.filters import hall_filter


def stand_filter(path: str) -> type[DropdownFilter]:
    """By who stands in a hall now, on a space of its own or its main's. `path` leads to the
    participation: `pk` for participations themselves."""

    class StandFilter(hall_filter()):  # type: ignore[misc]  # the class is made by a call
        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
            if not self.value():
                return queryset
            spaces = Space.objects.in_hall(self.value())
            found = Participation.objects.standing().on_spaces(spaces).values("pk")
            rows = queryset.model._default_manager.filter(**{f"{path}__in": found})
            return queryset.filter(pk__in=rows.values("pk"))

    return StandFilter
