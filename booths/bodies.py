"""Bodies that exhibit: added to an edition and changed, with the way they take part."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from booths import participations
from booths.models import Exhibitor, Participation, ParticipationRole
from booths.participations import AlreadyTakesPart
from expo.constraints import refused_as
from expo.errors import Conflict
from expo.models import Edition


class ExhibitorExists(Conflict):
    code = "exhibitor_exists"
    message = _("Another exhibitor of this edition has this code.")


class NumberTaken(Conflict):
    code = "registration_number_taken"
    message = _("Another exhibitor has this registration number.")


REFUSALS = {
    "booths_an_exhibitor_code_stands_once_in_an_edition": ExhibitorExists,
    "booths_a_registration_number_stands_once_in_an_edition": NumberTaken,
}


class Part(NamedTuple):
    """In which role a body is to take part, and with which main."""

    role: ParticipationRole
    main: Participation | None = None


def add(edition: Edition, values: Mapping[str, Any], part: Part | None = None) -> Exhibitor:
    """Raises ExhibitorExists, NumberTaken, and as `take_part` where it is to take part."""
    with refused_as(REFUSALS):
        body = Exhibitor.objects.create(edition=edition, **values)
        if part:
            take_part(body, part)
    return body


def change(exhibitor: Exhibitor, values: Mapping[str, Any], part: Part | None = None) -> Exhibitor:
    """Give it other values, by field. Raises NumberTaken, and as `take_part`."""
    with refused_as(REFUSALS):
        fresh = Exhibitor.objects.select_for_update().get(pk=exhibitor.pk)
        for name, value in values.items():
            setattr(fresh, name, value)
        fresh.save(update_fields=list(values))
        if part:
            take_part(fresh, part)
    return fresh


@transaction.atomic
def take_part(exhibitor: Exhibitor, part: Part) -> Participation:
    """Enter in that role, or stand with another main; what stands already stays as it is.

    Raises AlreadyTakesPart for who takes part in another role, and as `participations.enter`."""
    standing = exhibitor.participations.standing().first()
    if standing is None:
        return participations.enter(exhibitor, *part)
    if standing.role != part.role:
        raise AlreadyTakesPart(role=standing.role)
    if part.main is None or standing.main_id == part.main.pk:
        return standing
    return participations.stand_with(standing, part.main)
