"""Why nobody gets a seat: codes for programs, sentences for people."""

from django.utils.translation import gettext_lazy as _

from expo.errors import Conflict, Refused


class TakesNoReservations(Refused):
    code = "takes_no_reservations"
    message = _("This session takes no reservations: just come.")


class SessionCancelled(Conflict):
    code = "session_cancelled"
    message = _("This session does not take place.")


class SessionHasBegun(Conflict):
    code = "session_has_begun"
    message = _("This session has begun already. Ask at its door whether there are seats left.")


class TicketNotValid(Refused):
    code = "ticket_not_valid"
    message = _("This ticket is not valid any more.")


class NotThatDay(Refused):
    code = "ticket_not_that_day"
    message = _("This ticket does not admit on the day of the session.")


class GroupTooLarge(Refused):
    """`heads` and `capacity` say by how much."""

    code = "group_too_large"
    message = _("The group is larger than the room.")


class Elsewhere(Conflict):
    """`session` is the code of the other one, `reservation` the id of the place in it."""

    code = "elsewhere_then"
    message = _("You have reserved another session at that time.")


class SessionFull(Conflict):
    code = "session_full"
    message = _("All seats of this session are reserved.")


class LineFull(Conflict):
    code = "line_full"
    message = _("All seats are reserved, and as many people wait in the line as there are seats.")


class NotStanding(Conflict):
    code = "reservation_not_standing"
    message = _("This reservation has been given up already.")
