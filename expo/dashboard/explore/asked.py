"""What somebody wants to see, as the address says it: what makes no sense is said and left out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeVar

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from expo.dashboard.explore import choices
from expo.dashboard.explore.choices import Offer
from expo.dashboard.explore.subjects import CLASS, DAY, GATE, PLACE, SUBJECTS, Subject
from expo.models import Edition
from visitors import areas
from visitors.classes import VISITOR_CLASSES
from visitors.definitions import DEFINITIONS
from visitors.models import Area

WHAT, FIGURE, WITH, AS_OF = "what", "figure", "with", "as_of"
OF_DAY, OF_EDITION = "day:", "edition:"
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Of which edition, and how far narrowed down; None and "": not."""

    edition: Edition
    place: Area | None = None
    day: date | None = None
    gate: str = ""
    ticket_class: str = ""
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A figure of one part, perhaps beside that of another one. `faults`: field → sentence."""

    subject: Subject
    figure: str
    part: Part
    other: Part | None = None
    compared_with: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return str(DEFINITIONS[self.figure].label)


@dataclass
class Reading:
    """The address while it is read."""

    offer: Offer
    query: QueryDict
    faults: dict[str, str] = field(default_factory=dict)

    def word(self, name: str) -> str:
        return self.query.get(name, "").strip()

    def one_of(self, name: str, known: Callable[[str], Found | None]) -> Found | None:
        """What the word names; a word that names nothing is a fault."""
        word = self.word(name)
        found = known(word) if word else None
        if word and found is None:
            self.faults[name] = _("“%(word)s” is not among the choices.") % {"word": word[:40]}
        return found


def read(query: QueryDict, offer: Offer) -> Asked:
    """The nearest sensible question; `faults` and `left_out` say where it is another one."""
    reading = Reading(offer, query)
    subject = reading.one_of(WHAT, SUBJECTS.get) or SUBJECTS["day"]
    figure = _figure(reading, subject)
    part = _part(reading, subject.filters_for(figure))
    asked = Asked(
        subject=subject,
        figure=figure,
        part=part,
        faults=reading.faults,
        left_out=_left_out(reading, subject, figure),
    )
    return _compared(reading, asked)


def _figure(reading: Reading, subject: Subject) -> str:
    word = reading.word(FIGURE)
    if word and word not in subject.figures:
        known = str(DEFINITIONS[word].label) if word in DEFINITIONS else word[:40]
        told = {"figure": known, "what": subject.label}
        reading.faults[FIGURE] = _("“%(figure)s” cannot be told “%(what)s”.") % told
    return word if word in subject.figures else subject.figures[0]


def _part(reading: Reading, filters: list[str]) -> Part:
    offer = reading.offer
    place = reading.one_of(PLACE, offer.places.get) if PLACE in filters else None
    part = Part(edition=offer.edition, place=place, as_of=_moment(reading))
    if DAY in filters:
        part = replace(part, day=reading.one_of(DAY, lambda word: _day(offer, word)))
    if GATE in filters:
        part = replace(part, gate=_gate(reading, place))
    if CLASS in filters:
        known = VISITOR_CLASSES.__contains__
        name = reading.one_of(CLASS, lambda word: word if known(word) else None)
        part = replace(part, ticket_class=name or "")
    return part


def _day(offer: Offer, word: str) -> date | None:
    return next((day for day in offer.days if day.isoformat() == word), None)


def _gate(reading: Reading, place: Area | None) -> str:
    codes = {gate.code for gate in choices.gates_into(reading.offer.edition, place)}
    word = reading.word(GATE)
    if word and word not in codes:
        reading.faults[GATE] = _("“%(word)s” is no gate of this place.") % {"word": word[:40]}
    return word if word in codes else ""


def _moment(reading: Reading) -> datetime | None:
    """As a form sends it, by the fair's clocks, or with an offset."""
    word = reading.word(AS_OF)
    moment = _read(word) or _read(word.replace(" ", "+"))  # a plus that nobody escaped
    if moment is None:
        if word:
            reading.faults[AS_OF] = _("Write day and time as 2023-11-24T18:00.")
        return None
    return moment if timezone.is_aware(moment) else moment.replace(tzinfo=reading.offer.edition.tz)


def _read(word: str) -> datetime | None:
    try:
        return datetime.fromisoformat(word)
    except ValueError:
        return None


def _left_out(reading: Reading, subject: Subject, figure: str) -> tuple[str, ...]:
    """The filters that were asked for and do not go with this figure."""
    unfit = {DAY, PLACE, GATE, CLASS} - {*subject.filters_for(figure)}
    return tuple(name for name in (DAY, PLACE, GATE, CLASS) if name in unfit and reading.word(name))


def _compared(reading: Reading, asked: Asked) -> Asked:
    word = reading.word(WITH)
    if not word:
        return asked
    other = _other(reading, asked, word)
    if other is None:
        reading.faults.setdefault(WITH, _("That cannot be compared with."))
        return asked
    return replace(asked, other=other, compared_with=word)


def _other(reading: Reading, asked: Asked, word: str) -> Part | None:
    if word.startswith(OF_DAY):
        return _other_day(reading, asked, word.removeprefix(OF_DAY))
    found = [one for one in reading.offer.editions if word == OF_EDITION + one.slug]
    return _other_edition(reading, asked.part, found[0]) if found else None


def _other_day(reading: Reading, asked: Asked, word: str) -> Part | None:
    day = _day(reading.offer, word)
    if DAY not in asked.subject.filters_for(asked.figure):
        reading.faults[WITH] = _("Told in this way no single day can be compared.")
    elif asked.part.day is None:
        reading.faults[WITH] = _("Choose a day first, to compare another one with it.")
    elif day == asked.part.day:
        reading.faults[WITH] = _("This is the same day.")
    elif day is not None:
        return replace(asked.part, day=day)
    return None


def _other_edition(reading: Reading, part: Part, edition: Edition) -> Part | None:
    """The same there: the day of the same number, the place and the gate of the same code."""
    there = Offer(edition, reading.offer.asker)
    other = Part(edition=edition, ticket_class=part.ticket_class)
    if part.day:
        number = reading.offer.number_of(part.day)
        if number > len(there.days):
            told = {"edition": edition.name, "number": number}
            reading.faults[WITH] = _("%(edition)s had no day %(number)s.") % told
            return None
        other = replace(other, day=there.days[number - 1])
    return _same_place(reading, part, other, there)


def _same_place(reading: Reading, part: Part, other: Part, there: Offer) -> Part | None:
    place = there.places.get(areas.word(part.place)) if part.place else None
    gates = {"", *(gate.code for gate in choices.gates_into(there.edition, place))}
    if (part.place and place is None) or part.gate not in gates:
        missing = part.gate or (part.place and choices.named(part.place))
        told = {"edition": there.edition.name, "place": missing}
        reading.faults[WITH] = _("%(edition)s had no “%(place)s”.") % told
        return None
    return replace(other, place=place, gate=part.gate)
