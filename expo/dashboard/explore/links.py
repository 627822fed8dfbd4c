"""Where the rows behind a number are."""

from urllib.parse import urlencode

from django.urls import reverse

from expo.dashboard.explore.asked import Asked, Part
from expo.dashboard.explore.lines import Line
from expo.dashboard.explore.subjects import Subject
from visitors import areas

PLACES = {"hall", "session", "booth"}


def of_line(asked: Asked, part: Part, line: Line) -> str:
    """Of a part of the number, on one side of a comparison."""
    return _address(part, query(asked.figure, part) | _of_line(asked.subject, line))


def of_total(asked: Asked, part: Part) -> str:
    """Of the number as a whole; of booths there is no whole that one address names."""
    if asked.subject.key in PLACES | {"sector"}:
        return ""
    return _address(part, query(asked.figure, part))


def query(figure: str, part: Part) -> dict[str, str]:
    told = {
        "figure": figure,
        "place": areas.word(part.place) if part.place else "",
        "day": part.day.isoformat() if part.day else "",
        "gate": part.gate,
        "class": part.ticket_class,
        "as_of": part.as_of.isoformat() if part.as_of else "",
    }
    return {name: word for name, word in told.items() if word}


def _of_line(subject: Subject, line: Line) -> dict[str, str]:
    if subject.key in PLACES:
        return {"place": f"{subject.key}:{line.key}"}
    if subject.key == "visit":
        return {"figure": line.key}
    return {subject.key: line.key}


def _address(part: Part, told: dict[str, str]) -> str:
    return f"{reverse('explore_rows', args=[part.edition.slug])}?{urlencode(told)}"
