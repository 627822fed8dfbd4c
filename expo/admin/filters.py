"""Filters that several lists have. All choices are those of the editions the asker works on."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter

from expo import standing
from expo.models import Edition, Hall, ShowDay

ALL = "all"


class EditionFilter(DropdownFilter):
    """One edition at a time, the latest unless another is chosen. Hidden from whom has only one."""

    title = _("edition")
    parameter_name = "edition"
    all_option = (ALL, _("All"))

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        self.path = model_admin.edition_path
        self.chosen = standing.chosen_edition(request)
        super().__init__(request, params, model, model_admin)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(edition.slug, str(edition)) for edition in standing.editions(request)]

    def has_output(self) -> bool:
        return len(self.lookup_choices) > 1

    def value(self) -> str | None:
        return super().value() or (self.chosen.slug if self.chosen else None)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == ALL or self.chosen is None:
            return queryset
        return queryset.filter(**{self.path: self.chosen.pk})


def hall_filter(path: str = "hall") -> type[DropdownFilter]:
    """By the hall at `path`, named by its code, which stays the same from edition to edition."""

    class HallFilter(DropdownFilter):
        title = _("hall")
        parameter_name = "hall"

        def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
            halls = Hall.objects.filter(edition__in=standing.editions(request))
            return [(code, code) for code in sorted(set(halls.values_list("code", flat=True)))]

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
            return queryset.filter(**{f"{path}__code": self.value()}) if self.value() else queryset

    return HallFilter


def day_filter(path: str) -> type[DropdownFilter]:
    """By show day of the moment at `path`: from one day boundary of the edition to the next."""

    class DayFilter(DropdownFilter):
        title = _("show day")
        parameter_name = "day"

        def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
            days = ShowDay.objects.filter(edition=standing.chosen_edition(request))
            return [(f"{day.date}", f"{day.date}") for day in days]

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
            edition, day = standing.chosen_edition(request), _date(self.value())
            return queryset.filter(_within(edition, day, path)) if edition and day else queryset

    return DayFilter


def state_filter(
    title: Any, parameter: str, states: Mapping[str, tuple[Any, Q]]
) -> type[DropdownFilter]:
    """By named conditions: `{"open": (_("Open"), Q(ended_at=None)), …}`."""

    class StateFilter(DropdownFilter):
        parameter_name = parameter

        def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
            return [(key, label) for key, (label, _condition) in states.items()]

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
            chosen = states.get(self.value() or "")
            return queryset.filter(chosen[1]) if chosen else queryset

    StateFilter.title = title
    return StateFilter


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _within(edition: Edition, day: date, path: str) -> Q:
    start = datetime.combine(day, edition.day_boundary, tzinfo=edition.tz)
    end = datetime.combine(day + timedelta(days=1), edition.day_boundary, tzinfo=edition.tz)
    return Q(**{f"{path}__gte": start, f"{path}__lt": end})
