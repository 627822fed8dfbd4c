"""Any fair, as hypothesis makes it up: scans that are late, doubled and at the edges of days.

Across midnight, the day boundary and both changes of the clocks, in several zones; with several
badges of one person, and badges of nameless groups.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain

from hypothesis import strategies as st

from visitors import figures
from visitors.figures import OpenDay, Rules, Scan

FIRST_DAYS = [
    ("Asia/Seoul", date(2023, 11, 23)),
    ("Asia/Kathmandu", date(2023, 11, 23)),
    ("Europe/London", date(2023, 3, 25)),  # the second day has 23 hours
    ("Europe/London", date(2023, 10, 28)),  # the first has 25
    ("America/New_York", date(2023, 3, 11)),
    ("America/New_York", date(2023, 11, 4)),
    ("Australia/Lord_Howe", date(2023, 4, 1)),  # half an hour comes twice
    ("Australia/Lord_Howe", date(2023, 9, 30)),
]
HOURS = [  # opens, closes, day boundary
    (time(10), time(18), time(4)),
    (time(10), time(18), time(0)),
    (time(10), time(18), time(2, 30)),
    (time(9), time(23), time(1, 30)),
    (time(18), time(1), time(4)),
    (time(18), time(1), time(2)),
]
ENTRANCES = {"E1": "fair", "E2": "fair"}
OTHER_GATES = {"4B": "hall 4B", "4C": "hall 4C", "S1": "session S1", "A-01": "booth A-01"}
BADGES = ("A", "B", "C", "D", "G", "H")
LONG_AGO = datetime(2023, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class AnyFair:
    rules: Rules
    people: dict[str, str | None]
    scans: list[Scan]

    @property
    def figures(self):
        return figures.count(self.scans, self.people, self.rules)

    @property
    def readings(self):
        return figures.read(self.scans, self.people, self.rules)

    def counted(self, scans=None, **changes):
        """The figures had the scans, people or rules been these."""
        scans = self.scans if scans is None else scans
        return figures.count(
            scans, changes.get("people", self.people), changes.get("rules", self.rules)
        )


@st.composite
def rules(draw):
    zone, first = draw(st.sampled_from(FIRST_DAYS))
    opens, closes, boundary = draw(st.sampled_from(HOURS))
    return Rules(
        timezone=zone,
        days=[OpenDay(first + timedelta(days=n), opens, closes) for n in (0, 1, 3)],
        day_boundary=boundary,
        reentry=draw(st.sampled_from(["free", "after_exit", "once_a_day"])),
    )


def moments(its_rules):
    """Anywhere in the four days and a little outside, but mostly where something changes."""
    edges = chain.from_iterable((d.starts, d.opens, d.closes, d.ends) for d in its_rules.show_days)
    halves = st.integers(-8, 8).map(lambda number: timedelta(seconds=30 * number))
    anywhere = st.integers(-3600, 5 * 86_400).map(lambda number: timedelta(seconds=number))
    return st.one_of(
        st.builds(datetime.__add__, st.sampled_from(sorted({*edges})), halves),
        anywhere.map(lambda offset: its_rules.show_days[0].starts + offset),
    )


@st.composite
def scans(draw, its_rules, gates):
    badge, moment = draw(st.sampled_from(BADGES)), draw(moments(its_rules))
    is_group = badge in "GH"
    return Scan(
        id=draw(st.uuids().map(str)),
        badge=badge,
        gate=draw(st.sampled_from(gates)),
        direction=draw(st.sampled_from(["in", "in", "out"])),
        scanned_at=moment,
        received_at=moment + timedelta(minutes=draw(st.integers(0, 200))),
        outcome=draw(st.sampled_from(["admitted"] * 4 + ["refused"])),
        badge_class="group" if is_group else draw(st.sampled_from(["visitor", "group", "staff"])),
        heads=draw(st.integers(1, 30)) if is_group else 1,
        voided=draw(st.sampled_from([False] * 5 + [True])),
    )


@st.composite
def fairs(draw, gates=tuple(ENTRANCES)):
    its_rules = draw(rules())
    people = {badge: draw(st.sampled_from(["p1", "p2", "p3"])) for badge in "ABCD"}
    crowd = st.lists(scans(its_rules, gates), max_size=40, unique_by=lambda seen: seen.id)
    return AnyFair(its_rules, people | {"G": None, "H": None}, draw(crowd))


def whole_fairs():
    """Fairs with halls, sessions and booths as well."""
    return fairs(gates=(*ENTRANCES, *OTHER_GATES))
