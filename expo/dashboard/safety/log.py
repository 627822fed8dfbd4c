"""The log of warnings: which of them are asked for, and what is told of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from expo.dashboard.safety.places import percent
from expo.models import Edition
from visitors import areas
from visitors.attendance.calendars import rules_of
from visitors.models import Acknowledgement, Area, CapacityWarning
from visitors.models.capacity_warning import CapacityWarningQuerySet

STATES = {
    "unacknowledged": (gettext_lazy("Not acknowledged"), Q(acknowledgement=None)),
    "standing": (pgettext_lazy("warning", "Standing"), Q(ended_at=None)),
}
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Line:
    """A warning as people read it."""

    warning: CapacityWarning

    @property
    def place(self) -> str:
        return areas.title(self.warning.area)

    @property
    def percent(self) -> float | None:
        return percent(self.warning.people, self.warning.capacity)

    @property
    def acknowledgement(self) -> Acknowledgement | None:
        return getattr(self.warning, "acknowledgement", None)

    @property
    def minutes(self) -> int | None:
        """After which it was acknowledged, by the fair's clock; whole ones."""
        seen = self.acknowledgement
        return max(0, (seen.at - self.warning.raised_at) // MINUTE) if seen else None

    @property
    def ended_that_day(self) -> bool:
        ended_at, zone = self.warning.ended_at, self.warning.area.edition.tz
        raised_on = self.warning.raised_at.astimezone(zone).date()
        return ended_at is not None and ended_at.astimezone(zone).date() == raised_on

    @property
    def state(self) -> str:
        """Another one when the line reads otherwise."""
        return f"{self.warning.ended_at or ''}-{bool(self.acknowledgement)}"


class LogForm(forms.Form):
    """Which day, which place, which warnings. What cannot be read asks for nothing."""

    day = forms.ChoiceField(label=gettext_lazy("Day"), required=False)
    place = forms.ChoiceField(label=pgettext_lazy("safety", "Place"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("Warnings"), required=False)

    def __init__(self, edition: Edition, watched: Iterable[Area], asked: Any) -> None:
        super().__init__(asked)
        self.edition = edition
        self.areas = {areas.word(area): area for area in watched}
        self._offer("day", _("All days"), [(f"{day}", _named(day)) for day in self.days])
        self._offer(
            "place",
            _("All places"),
            [(word, areas.title(area)) for word, area in self.areas.items()],
        )
        states = [(key, str(label)) for key, (label, _condition) in STATES.items()]
        self._offer("state", _("All warnings"), states)
        self.is_valid()

    @cached_property
    def days(self) -> list[date]:
        return list(self.edition.show_days.order_by("date").values_list("date", flat=True))

    @property
    def chosen_day(self) -> date | None:
        asked = self.cleaned_data.get("day")
        return date.fromisoformat(asked) if asked else None

    @property
    def chosen_area(self) -> Area | None:
        return self.areas.get(self.cleaned_data.get("place", ""))

    @property
    def is_asking(self) -> bool:
        return any(self.cleaned_data.values())

    def warnings(self) -> CapacityWarningQuerySet:
        """Those that are asked for, the latest first."""
        rows = CapacityWarning.objects.of(self.edition)
        if day := self.chosen_day:
            rows = rows.filter(**_within(self.edition, day))
        if area := self.chosen_area:
            rows = rows.filter(area=area)
        if state := self.cleaned_data.get("state"):
            rows = rows.filter(STATES[state][1])
        return rows.told().latest_first()

    def _offer(self, name: str, all_of_them: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 # for the type checker
        field.choices = [("", all_of_them), *choices]


def waiting(edition: Edition) -> CapacityWarningQuerySet:
    """What nobody has acknowledged: what stands first, the gravest and the latest of it."""
    rows = CapacityWarning.objects.of(edition).unacknowledged().told()
    return rows.order_by("-ended_at", "level", "-raised_at", "-pk")  # what has no end stands first


def _within(edition: Edition, day: date) -> dict[str, datetime]:
    shown = next(known for known in rules_of(edition).show_days if known.day == day)
    return {"raised_at__gte": shown.starts, "raised_at__lt": shown.ends}


def _named(day: date) -> str:
    return date_format(day, _("D, j F"))
