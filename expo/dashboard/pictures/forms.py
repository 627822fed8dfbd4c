"""Which columns of a table a chart shows, and what its sentences say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from expo.charts import ChartKind
from expo.dashboard.tables.columns import DAY
from expo.dashboard.tables.shapes import Row, Words

PEOPLE, PASSAGES = pgettext_lazy("unit", "people"), pgettext_lazy("unit", "passages")
VISITS, SEATS = pgettext_lazy("unit", "visits"), pgettext_lazy("unit", "seats")

Name = Callable[[Row], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """`names` says what a row is called below the plot; `quiet` columns are what the others are
    compared with; `greatest` is a sentence about the row with the most."""

    table: str
    title: Words
    names: Name
    columns: Sequence[str]
    greatest: Words
    kind: ChartKind = ChartKind.BARS
    unit: Words = ""
    quiet: Sequence[str] = ()
    is_ordered: bool = False


def by_name(row: Row) -> str:
    return str(row["name"] or _("Unknown"))


def by_day(row: Row) -> str:
    return date_format(row["day"], "m-d (D)") if row["day"] else str(DAY.missing)


def by_sector(row: Row) -> str:
    return str(row["sector_name"] or _("Given to nobody"))


def by_session(row: Row) -> str:
    """When it began tells apart sessions of one title."""
    begins = date_format(row["starts_at"], "m-d H:i") if row["starts_at"] else row["session"]
    return f"{begins} {row['title']}"


def by_number_of_days(row: Row) -> str:
    return str(row["days"])


ON_A_DAY = _("The most on one day: %(where)s, %(number)s.")

FORMS = {
    "day": Form(
        table="day",
        title=_("Entries and persons, day by day"),
        names=by_day,
        columns=("entries", "daily_unique"),
        greatest=ON_A_DAY,
        is_ordered=True,
    ),
    "visit": Form(
        table="visit",
        title=_("First and repeat visits, day by day"),
        names=by_day,
        columns=("first_visits", "repeat_visits"),
        greatest=ON_A_DAY,
        kind=ChartKind.STACKED_BARS,
        unit=VISITS,
        is_ordered=True,
    ),
    "days": Form(
        table="days",
        title=_("Persons by number of days"),
        names=by_number_of_days,
        columns=("persons",),
        greatest=_("The most came on this many days: %(where)s, %(number)s."),
        unit=PEOPLE,
        is_ordered=True,
    ),
    "gate": Form(
        table="gate",
        title=_("Entries by gate"),
        names=by_name,
        columns=("entries",),
        greatest=_("The most at one gate: %(where)s, %(number)s."),
        unit=PASSAGES,
    ),
    "class": Form(
        table="class",
        title=_("Person-days by class"),
        names=by_name,
        columns=("person_days",),
        greatest=_("The most of one class: %(where)s, %(number)s."),
        unit=PEOPLE,
    ),
    "registration": Form(
        table="registration",
        title=_("Visitors by way of registering"),
        names=by_name,
        columns=("visitors",),
        greatest=_("The most in one way: %(where)s, %(number)s."),
        unit=PEOPLE,
    ),
    "hall": Form(
        table="hall",
        title=_("Most people inside, by hall"),
        names=by_name,
        columns=("peak", "capacity"),
        quiet=("capacity",),
        greatest=_("The most in one hall: %(where)s, %(number)s."),
        unit=PEOPLE,
    ),
    "sector": Form(
        table="sector",
        title=_("Visits of booths by sector"),
        names=by_sector,
        columns=("visits",),
        greatest=_("The most of one sector: %(where)s, %(number)s."),
        unit=VISITS,
    ),
    "session": Form(
        table="session",
        title=_("Seats of the sessions"),
        names=by_session,
        columns=("came", "reserved", "capacity"),
        quiet=("capacity",),
        greatest=_("The most in one session: %(where)s, %(number)s."),
        unit=SEATS,
    ),
}
