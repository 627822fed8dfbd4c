"""A question in words: its title, what it is narrowed down to, what it is compared with."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from expo.dashboard.explore import choices
from expo.dashboard.explore.asked import Asked, Part
from visitors.models.classes import CLASSES

GATE_SIGN = " · "


def title(asked: Asked) -> str:
    return _("%(what)s: %(figure)s") % {"figure": asked.label, "what": asked.subject.label}


def scope(part: Part) -> str:
    """As “2023-11-24 (Fri) · Hall 4B · gate E1”; nothing where nothing is narrowed down."""
    told = [
        date_format(part.day, "Y-m-d (D)") if part.day else "",
        choices.named(part.place) if part.place else "",
        _("gate %(code)s") % {"code": part.gate} if part.gate else "",
        dict(CLASSES).get(part.ticket_class, ""),
    ]
    return GATE_SIGN.join(str(each) for each in told if each)


def column(asked: Asked, part: Part) -> str:
    """What one of two columns is called: by what they differ in."""
    if asked.other is None:
        return asked.label
    if asked.other.edition != asked.part.edition:
        return str(part.edition.name)
    return date_format(part.day, "Y-m-d (D)") if part.day else asked.label


def comparison(asked: Asked) -> str:
    """How the two sides are laid beside one another; nothing where there is one."""
    if asked.other is None:
        return ""
    if asked.other.edition == asked.part.edition:
        return _("Two days beside one another, as known at the same moment.")
    return _(
        "Two editions beside one another: days by their number, hours by the clock, places and "
        "gates by their code. The other edition is told as counted by now."
    )
