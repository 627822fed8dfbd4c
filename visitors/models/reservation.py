import uuid
from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expo.models import Edition, Session
from visitors.models.history import before_each_change
from visitors.models.ticket import Ticket


class ReservationState(models.TextChoices):
    SEAT = "seat", _("Seat")
    WAITING = "waiting", _("Waiting")
    CANCELLED = "cancelled", _("Cancelled")


class ReservationQuerySet(models.QuerySet["Reservation"]):
    def seated(self) -> Self:
        return self.filter(state=ReservationState.SEAT)


@pghistory.track(*before_each_change())
class Reservation(models.Model):
    """A seat in a session, or a place in the line for one."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="reservations", verbose_name=_("edition")
    )
    session = models.ForeignKey(
        Session, models.PROTECT, related_name="reservations", verbose_name=_("session")
    )
    ticket = models.ForeignKey(
        Ticket, models.PROTECT, related_name="reservations", verbose_name=_("ticket")
    )
    state = models.CharField(_("state"), max_length=9, choices=ReservationState)
    asked_at = models.DateTimeField(_("asked"))

    objects = ReservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "ticket"],
                condition=~Q(state="cancelled"),
                name="visitors_a_ticket_reserves_a_session_once",
                violation_error_message=_("This ticket already has a place in the session."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=ReservationState.values),
                name="visitors_reservation_has_a_known_state",
                violation_error_message=_("This is not a state of a reservation."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.get_state_display()}"
