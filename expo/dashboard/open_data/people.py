"""Numbers of people by names of their own: the same number has one name, in whichever table.

A name is what is counted and of what: `visits day/2023-11-23`."""

from collections.abc import Iterable, Mapping

from expo.dashboard.tables.shapes import Row
from visitors.classes import TicketClass

HALL = ("entries", "visits", "visitors", "repeat", "unidentified", "peak")
SESSION = ("reserved", "came", "no_shows", "without_seat", "in_room", "peak")
REGISTRATION = ("visitors", "visits", "registered", "cancelled", "converted")
SECTOR = ("entries", "visits", "unidentified")

Names = Mapping[str, str]


def of_the_fair(row: Row) -> Names:
    return {"value": str(row["figure"])}


def of_a_day(row: Row) -> Names:
    return {
        "daily_unique": f"visits day/{row['day']}",
        **_of(f"day/{row['day']}", ("entries", "unidentified", "peak")),
    }


def by_visit(row: Row) -> Names:
    """Those of the day once more, and who came for the first time or again."""
    terms = ("visits", "unidentified", "first_visits", "repeat_visits")
    return _of(f"day/{row['day']}", terms)


def by_days(row: Row) -> Names:
    return {"persons": f"persons days/{row['days']:03}"}


def of_an_hour(row: Row) -> Names:
    return {"entries": f"entries hour/{row['day']}/{row['hour'].isoformat()}"}


def of_a_gate(row: Row) -> Names:
    return {"entries": f"entries gate/{row['gate']}"}


def of_a_class(row: Row) -> Names:
    """Persons of a visitor class, each once a day, are its visits; nameless heads are of groups."""
    of = f"class/{row['class']}"
    same = "visits" if row["visits"] == row["person_days"] else "person_days"
    heads = "unidentified" if row["class"] == TicketClass.GROUP else f"unidentified {of}"
    return {"visits": f"visits {of}", "person_days": f"{same} {of}", "unidentified": heads}


def by_registration(row: Row) -> Names:
    return _of(f"registration/{row['registration']}", REGISTRATION)


def of_a_hall(row: Row) -> Names:
    return _of(f"hall/{row['hall']}", HALL)


def of_a_session(row: Row) -> Names:
    return _of(f"session/{row['session']}", SESSION)


def of_a_sector(row: Row) -> Names:
    return _of(f"sector/{row['sector']}", SECTOR)


def _of(what: str, terms: Iterable[str]) -> Names:
    return {term: f"{term} {what}" for term in terms}
