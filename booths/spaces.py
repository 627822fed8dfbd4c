"""Exhibition spaces: laid out in a hall and changed, one at a time."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from booths.models import Space
from expo.constraints import refused_as
from expo.errors import Conflict, Refused
from expo.models import Edition


class SpaceExists(Conflict):
    code = "space_exists"
    message = _("Another space of this edition has this code.")


class FloorTaken(Conflict):
    code = "floor_taken"
    message = _("Another space of the hall already lies there.")


class OutsideHall(Refused):
    code = "outside_hall"
    message = _("A space ends inside its hall.")


REFUSALS = {
    "booths_a_space_code_stands_once_in_an_edition": SpaceExists,
    "booths_no_two_spaces_lie_on_the_same_floor": FloorTaken,
    "booths_a_space_ends_inside_its_hall": OutsideHall,
}


def add(edition: Edition, values: Mapping[str, Any]) -> Space:
    """Lay out a space: code, hall, kind, x, y, width, depth.

    Raises SpaceExists, FloorTaken, OutsideHall."""
    with refused_as(REFUSALS):
        return Space.objects.create(edition=edition, **values)


def change(space: Space, values: Mapping[str, Any]) -> Space:
    """Give it other values, by field. Raises FloorTaken, OutsideHall."""
    with refused_as(REFUSALS):
        fresh = Space.objects.select_for_update().get(pk=space.pk)
        for name, value in values.items():
            setattr(fresh, name, value)
        fresh.save(update_fields=list(values))
    return fresh
