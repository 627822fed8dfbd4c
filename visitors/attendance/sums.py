"""The figures of an edition: as counted by now, or as they could be known at a past moment."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from expo import editions
from expo.errors import Refused
from expo.models import Edition
from visitors import figures as pure
from visitors.attendance import calendars, freshness, insides, statements
from visitors.attendance.knowledge import Knowledge
from visitors.models import Area, AreaClassDay, AreaDay, AreaFrequency

DAY = ("entries", "daily_unique", "unidentified")
EVERYWHERE = ("conflicts", "refused", "voided")

Rows = list[Mapping[str, Any]]


class AsOfTooEarly(Refused):
    code = "as_of_too_early"
    message = _("The edition had not begun at that time.")


class AsOfInTheFuture(Refused):
    code = "as_of_in_the_future"
    message = _("That time has not come yet.")


def figures(edition: Edition, as_of: datetime | None = None) -> pure.Figures:
    """The figures of the fair; with `as_of` (aware) as known to the server at that moment.

    Without, from the rollups: `as_of` of the answer is when they were counted, None for never.
    Raises NoShowDays, ContradictoryRules, AsOfTooEarly and AsOfInTheFuture, the last two telling
    which moments are allowed (`earliest`, `latest`)."""
    area, rules = insides.fair_of(edition), calendars.rules_of(edition)
    if as_of is None:
        counted = _Sums.of([area] if area else [])
        return counted.figures(_key(area), rules, freshness.counted_to(edition))
    _check(edition, as_of, rules)
    return figures_known(edition, Knowledge.at(as_of))


def figures_known(edition: Edition, knowledge: Knowledge) -> pure.Figures:
    """The figures of the fair counted from what is taken as known; `as_of` is when its scans end.

    Raises NoShowDays and ContradictoryRules."""
    area, rules = insides.fair_of(edition), calendars.rules_of(edition)
    counted = _known(edition, [area] if area else [], rules, knowledge)
    return counted.figures(_key(area), rules, knowledge.scans.astimezone(edition.tz))


def figures_in(areas: Iterable[Area]) -> dict[int, pure.Figures]:
    """The figures of some areas of one edition as counted by now, by the areas' keys."""
    areas = list(areas)
    if not areas:
        return {}
    rules, counted = calendars.rules_of(areas[0].edition), _Sums.of(areas)
    return {area.pk: counted.figures(area.pk, rules, None) for area in areas}


def _check(edition: Edition, as_of: datetime, rules: pure.Rules) -> None:
    earliest, latest = rules.show_days[0].starts, editions.now(edition)
    allowed = {
        "earliest": earliest.astimezone(edition.tz).isoformat(),
        "latest": latest.astimezone(edition.tz).isoformat(),
    }
    if as_of < earliest:
        raise AsOfTooEarly(**allowed)
    if as_of > latest:
        raise AsOfInTheFuture(**allowed)


def _known(edition: Edition, areas: list[Area], rules: pure.Rules, knowledge: Knowledge) -> "_Sums":
    """Counted from the scans by the same statement as the rollups, and stored nowhere."""
    given = calendars.parameters(edition, rules) | {"areas": [area.pk for area in areas]}
    given |= {f"known_{what}": until for what, until in asdict(knowledge).items()}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit = off; SET LOCAL work_mem = '128MB'")
        cursor.execute(statements.count_known(), given)
        (document,) = cursor.fetchone()
    told = json.loads(document)
    for row in told["days"]:
        row["day"] = date.fromisoformat(row["day"])
    return _Sums(told["days"], told["frequencies"], told["classes"])


def _key(area: Area | None) -> int | None:
    return None if area is None else area.pk


class _Sums:
    """Rows of the rollups, of some areas, ready to be read as figures."""

    def __init__(self, days: Rows, frequencies: Rows, classes: Rows) -> None:
        self.days, self.frequencies, self.classes = days, frequencies, classes

    @classmethod
    def of(cls, areas: list[Area]) -> "_Sums":
        which = {"edition__in": {area.edition_id for area in areas}, "area__in": areas}
        frequencies = AreaFrequency.objects.filter(**which).values("area_id", "days", "persons")
        classes = AreaClassDay.objects.filter(**which).values("area_id", "ticket_class")
        return cls(
            list(AreaDay.objects.filter(**which).values("area_id", "day", *DAY, *EVERYWHERE)),
            list(frequencies.filter(persons__gt=0)),
            list(classes.annotate(persons=Sum("persons"))),
        )

    def figures(self, area: int | None, rules: pure.Rules, as_of: datetime | None) -> pure.Figures:
        days = {row["day"]: row for row in self.days if row["area_id"] == area}
        frequencies = [row for row in self.frequencies if row["area_id"] == area]
        classes: Counter[str] = Counter()
        for row in self.classes:
            if row["area_id"] == area:
                classes[row["ticket_class"]] += row["persons"]
        return pure.Figures(
            days=tuple(_day(shown.day, days.get(shown.day)) for shown in rules.show_days),
            histogram={row["days"]: row["persons"] for row in frequencies},
            classes=+classes,  # without those of which nobody is left
            as_of=as_of,
            **{name: sum(row[name] for row in days.values()) for name in EVERYWHERE},
        )


def _day(day: date, row: Mapping[str, Any] | None) -> pure.DayFigures:
    return pure.DayFigures(day, **{name: row[name] for name in DAY} if row else {})
