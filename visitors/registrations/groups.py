"""Groups: one ticket for many heads, or a list of people who each get a badge of their own."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from expo import personal
from visitors.registrations.details import Details, ResidentNumber

MOST_PEOPLE = 500
LONGEST = {"name": 100, "organisation": 120}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a pasted list, counted from 1: somebody, or what is wrong with it."""

    number: int
    details: Details
    fault: str = ""


def read(text: str) -> list[Line]:
    """Read `name, organisation` line by line; between them a comma or a tab, as tables paste."""
    numbered = enumerate(text.splitlines(), 1)
    return [_line(number, line) for number, line in numbered if line.strip()]


def read_names(text: str) -> list[Line]:
    """Read a name from each line, whatever commas there are in it."""
    numbered = enumerate(text.splitlines(), 1)
    return [_named(number, personal.tidy(line)) for number, line in numbered if line.strip()]


def faults(lines: list[Line], most: int = MOST_PEOPLE) -> Iterator[str]:
    """What is wrong with the list, each as a sentence that names its line."""
    if not lines:
        yield _("Paste at least one name.")
    if len(lines) > most:
        yield _("A list has at most %(most)s people.") % {"most": most}
    for line in lines:
        if line.fault:
            yield _("Line %(number)s: %(fault)s") % {"number": line.number, "fault": line.fault}


def id_of(list_id: UUID, line: Line) -> UUID:
    """The same list sent again registers the same people again: nobody new."""
    return uuid5(list_id, str(line.number))


def without_resident_numbers(text: str) -> str:
    """The list as it was pasted; a line that must not be kept becomes empty and keeps its place."""
    lines = text.splitlines()
    return "\n".join("" if personal.looks_like_resident_number(line) else line for line in lines)


def _line(number: int, text: str) -> Line:
    name, _comma, organisation = text.replace("\t", ",", 1).partition(",")
    details = Details(name=personal.tidy(name), organisation=personal.tidy(organisation))
    return Line(number, details, _fault(details))


def _named(number: int, name: str) -> Line:
    details = Details(name=name)
    return Line(number, details, _fault(details))


def _fault(details: Details) -> str:
    if not personal.is_visible(details.name):
        return _("There is no name.")
    for field, longest in LONGEST.items():
        text = getattr(details, field)
        if personal.looks_like_resident_number(text):
            return str(ResidentNumber.message)
        if len(text) > longest:
            return _("This is longer than %(longest)s characters.") % {"longest": longest}
        if not personal.is_writable(text):
            return _("There are control characters in it.")
    return ""
