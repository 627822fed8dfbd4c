"""The words on a badge, in both languages, and only letters that the fonts can print."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from expo.fonts import printable
from visitors.badges.badge import Badge

WEEKDAYS = "월화수목금토일"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
RANGE = "–"


class Fact(NamedTuple):
    """What stands beside the QR: a small caption, the value, and the same in other words."""

    caption: str
    value: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """Every text of one badge, ready to be drawn; empty is left out."""

    edition: str
    edition_en: str
    name: str
    name_en: str
    organisation: str
    facts: list[Fact]


def shown(badge: Badge) -> Shown:
    name, name_en = _names(badge)
    return Shown(
        edition=printable(badge.edition.ko) or printable(badge.edition.en),
        edition_en=printable(badge.edition.en),
        name=name,
        name_en=name_en,
        organisation="" if badge.is_group else printable(badge.organisation),
        facts=list(_facts(badge)),
    )


def _names(badge: Badge) -> tuple[str, str]:
    """What is written large, and what below it: a group's own name and its heads, or a person's.

    A name that cannot be printed whole gives way to the one in Latin letters."""
    if badge.is_group:
        name = printable(badge.organisation) or badge.class_word.ko
        people = "person" if badge.heads == 1 else "people"
        return name, f"{badge.heads:,}명 · {badge.heads:,} {people}"
    name, name_en = printable(badge.name), printable(badge.name_en)
    if not name or name.casefold() == name_en.casefold():
        return name_en, ""
    return name, name_en


def _facts(badge: Badge) -> Iterator[Fact]:
    if badge.days:
        yield Fact("유효 기간  Valid", _days_ko(*badge.days), _days_en(*badge.days))
    if badge.number:
        yield Fact("예약번호  Reservation", grouped(badge.number))
    yield Fact("입장권  Ticket", badge.digits.upper())


def grouped(number: str) -> str:
    """A reservation number by threes, as it is read out."""
    return "-".join(number[start : start + 3] for start in range(0, len(number), 3))


def _days_ko(first: date, last: date) -> str:
    whole = f"{first.month}월 {_day_ko(first)}"
    if first == last:
        return whole
    month = "" if first.month == last.month else f"{last.month}월 "
    return f"{whole} {RANGE} {month}{_day_ko(last)}"


def _day_ko(day: date) -> str:
    return f"{day.day}일({WEEKDAYS[day.weekday()]})"


def _days_en(first: date, last: date) -> str:
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{RANGE}{end}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {MONTHS[first.month - 1]}{year} {RANGE} {end}"
