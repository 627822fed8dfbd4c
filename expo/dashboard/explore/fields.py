"""The fields of the form: each with its choices, what is chosen, and what was wrong with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from expo.dashboard.explore import choices
from expo.dashboard.explore.asked import AS_OF, FIGURE, OF_DAY, OF_EDITION, WHAT, WITH, Asked
from expo.dashboard.explore.choices import Offer, Option
from expo.dashboard.explore.subjects import CLASS, DAY, GATE, PLACE, SUBJECTS
from visitors import areas
from visitors.definitions import DEFINITIONS


@dataclass(frozen=True, slots=True)
class Field:
    """A select; without `options` a moment to be written."""

    name: str
    label: str
    value: str
    options: Sequence[Option] = ()
    fault: str = ""


def fields(asked: Asked, offer: Offer, query: QueryDict) -> list[Field]:
    found = [_what(asked), _figure(asked), *_filters(asked, offer)]
    found += [*_compared_with(asked, offer), _moment(asked, query)]
    return [_with_fault(each, asked) for each in found]


def _with_fault(field: Field, asked: Asked) -> Field:
    fault = asked.faults.get(field.name, "")
    return Field(field.name, field.label, field.value, field.options, fault)


def _what(asked: Asked) -> Field:
    options = [Option(subject.key, str(subject.label)) for subject in SUBJECTS.values()]
    return Field(WHAT, _("Taken apart"), asked.subject.key, options)


def _figure(asked: Asked) -> Field:
    options = [Option(term, str(DEFINITIONS[term].label)) for term in asked.subject.figures]
    return Field(FIGURE, _("Figure"), asked.figure, options)


def _filters(asked: Asked, offer: Offer) -> Iterator[Field]:
    part, offered = asked.part, asked.subject.filters_for(asked.figure)
    if DAY in offered:
        days = [Option("", _("All days")), *choices.day_options(offer)]
        yield Field(DAY, _("Show day"), part.day.isoformat() if part.day else "", days)
    places = choices.place_options(offer)
    if PLACE in offered and places:
        word = areas.word(part.place) if part.place else ""
        options = [Option("", _("The fair as a whole")), *places]
        yield Field(PLACE, _("Place"), "" if word == choices.FAIR else word, options)
    if GATE in offered:
        gates = choices.gate_options(choices.gates_into(part.edition, part.place))
        yield Field(GATE, _("Gate"), part.gate, [Option("", _("All gates")), *gates])
    if CLASS in offered:
        options = [Option("", _("All classes")), *choices.class_options()]
        yield Field(CLASS, _("Class"), part.ticket_class, options)


def _compared_with(asked: Asked, offer: Offer) -> Iterator[Field]:
    options = [*_other_days(asked, offer), *_other_editions(offer)]
    if options or WITH in asked.faults:
        nothing = Option("", _("With nothing"))
        yield Field(WITH, _("Compare with"), asked.compared_with, [nothing, *options])


def _other_days(asked: Asked, offer: Offer) -> list[Option]:
    if asked.part.day is None:
        return []
    days = [day for day in offer.days if day != asked.part.day]
    return [Option(f"{OF_DAY}{day}", choices.day_label(offer, day)) for day in days]


def _other_editions(offer: Offer) -> list[Option]:
    return [Option(f"{OF_EDITION}{one.slug}", str(one.name)) for one in offer.editions]


def _moment(asked: Asked, query: QueryDict) -> Field:
    """What cannot be read stands there again as it was written."""
    moment = asked.part.as_of
    told = date_format(moment.astimezone(asked.part.edition.tz), "Y-m-d\\TH:i:s") if moment else ""
    return Field(AS_OF, _("As of (empty: now)"), told or query.get(AS_OF, "")[:40])
