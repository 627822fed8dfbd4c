"""How somebody stands to a session, in words."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from visitors import reservations
from visitors.reservations import Outlook, Prospect

TONES = {
    Prospect.SEAT: "state-open",
    Prospect.WAITING: "state-waiting",
    Prospect.CANCELLED: "state-suspended",
}


def state(outlook: Outlook) -> str:
    """The state in a few words, as a mark beside a title has it."""
    match outlook.prospect:
        case Prospect.SEAT:
            return seats_of(outlook)
        case Prospect.WAITING:
            return _("Number %(number)s in the line") % {"number": outlook.number}
        case Prospect.FREE:
            return reservations.left(outlook.seats)
        case Prospect.LINE | Prospect.LINE_FULL:
            return _("Full")
        case Prospect.ELSEWHERE:
            return _("You are elsewhere then")
    return str(_SHORT[outlook.prospect]())


_SHORT = {
    Prospect.CANCELLED: lambda: _("Cancelled"),
    Prospect.OVER: lambda: _("Over"),
    Prospect.BEGUN: lambda: _("Has begun"),
    Prospect.JUST_COME: lambda: _("No reservation needed"),
    Prospect.OTHER_DAY: lambda: _("Not on the days of this ticket"),
    Prospect.TOO_LARGE: lambda: _("Too small for the group"),
}


def seats_of(outlook: Outlook) -> str:
    heads = outlook.reservation.heads if outlook.reservation else outlook.ticket.heads
    return ngettext("Seat reserved", "%(seats)s seats reserved", heads) % {"seats": heads}


def explained(outlook: Outlook) -> str:
    """What follows from it, as a sentence; empty where the state says all."""
    match outlook.prospect:
        case Prospect.LINE:
            return _joining(outlook)
        case Prospect.ELSEWHERE if outlook.other:
            return _elsewhere(outlook)
        case Prospect.LINE_FULL:
            return _("As many people wait in the line as there are seats. Look again later.")
    sentence = _LONG.get(outlook.prospect)
    return sentence() if sentence else ""


_LONG = {
    Prospect.SEAT: lambda: _(
        "The door keeps reserved seats until the session begins. Come before that."
    ),
    Prospect.WAITING: lambda: _(
        "As soon as a seat becomes free you get it by yourself, and a mail tells you."
    ),
    Prospect.CANCELLED: lambda: _("This session does not take place."),
    Prospect.BEGUN: lambda: _("Ask at its door whether there are seats left."),
    Prospect.JUST_COME: lambda: _("Just come: this session takes no reservations."),
    Prospect.OTHER_DAY: lambda: _("Change the days of the ticket first, then reserve."),
    Prospect.TOO_LARGE: lambda: _("The room holds fewer people than come on this ticket."),
}


def _joining(outlook: Outlook) -> str:
    waiting = outlook.seats.waiting
    if not waiting:
        return _("All seats are reserved. In the line you would be the first.")
    words = ngettext(
        "All seats are reserved, and %(waiting)s person waits.",
        "All seats are reserved, and %(waiting)s people wait.",
        waiting,
    )
    return words % {"waiting": number_format(waiting, force_grouping=True)}


def _elsewhere(outlook: Outlook) -> str:
    assert outlook.other is not None  # noqa: S101  # the case above asked for it
    words = {"title": str(outlook.other.session.title)}
    if outlook.may_swap:
        return _("At that time you have reserved %(title)s. You may swap it for this one.") % words
    return _("At that time you have reserved %(title)s, and this session is full.") % words


def told(outlook: Outlook) -> str:
    """After the press: what has come of it."""
    if outlook.prospect is Prospect.SEAT:
        return _("Done: %(state)s.") % {"state": seats_of(outlook)}
    if outlook.prospect is Prospect.WAITING:
        return _("You are number %(number)s in the line.") % {"number": outlook.number}
    return _("The reservation was given back.")
