import uuid
from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from expo.models import Edition, Hall, Session
from expo.rules import Alone, Rule
from visitors.models.fields import TransactionField
from visitors.models.history import before_each_change
from visitors.models.ticket import Ticket

SESSION = "expo_session WHERE id = NEW.session_id"

TAKES_A_SEAT = """(NEW.state = 'seat' AND (TG_OP = 'INSERT' OR OLD.state <> 'seat'
    OR OLD.session_id <> NEW.session_id OR OLD.heads < NEW.heads))"""
"""Whoever has a seat keeps it, also where the session has fewer of them by now."""

MORE_THAN_THERE_ARE = """(
    SELECT capacity FROM expo_session WHERE id = NEW.session_id
) < NEW.heads + (
    SELECT coalesce(sum(heads), 0) FROM visitors_reservation
    WHERE session_id = NEW.session_id AND state = 'seat' AND id <> NEW.id)"""


class ReservationState(models.TextChoices):
    SEAT = "seat", _("Seat")
    WAITING = "waiting", _("Waiting")
    CANCELLED = "cancelled", _("Cancelled")


class ReservationQuerySet(models.QuerySet["Reservation"]):
    def seated(self) -> Self:
        return self.filter(state=ReservationState.SEAT)

    def waiting(self) -> Self:
        """In the order of the line."""
        return self.filter(state=ReservationState.WAITING).order_by("asked_at", "pk")

    def standing(self) -> Self:
        return self.exclude(state=ReservationState.CANCELLED)


@pghistory.track(*before_each_change(), exclude=["xid"])
class Reservation(models.Model):
    """A seat in a session, or a place in the line for one: for as many heads as the ticket has.

    `xid` brings it to the scanners of the session's door."""

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
    heads = models.PositiveSmallIntegerField(_("heads"), default=1, db_default=1)
    asked_at = models.DateTimeField(_("asked"))
    seated_at = models.DateTimeField(_("seat since"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    xid = TransactionField()

    objects = ReservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        ordering = ["asked_at"]
        indexes = [models.Index(fields=["session", "xid"], name="visitors_reservation_feed")]
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
            models.CheckConstraint(
                condition=Q(heads__gte=1),
                name="visitors_a_reservation_is_for_somebody",
                violation_error_message=_("A reservation is for at least one person."),
            ),
        ]
        triggers = [
            Rule(
                "visitors_a_session_gives_no_more_seats_than_it_has",
                _("All seats of this session are reserved."),
                hold=Alone(SESSION),
                broken_if=f"{TAKES_A_SEAT} AND {MORE_THAN_THERE_ARE}",
            )
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.get_state_display()}"


class ToldSessionQuerySet(models.QuerySet["ToldSession"]):
    def out_of_date(self) -> Self:
        """Those whose session is no longer as it was told."""
        as_told = Q(
            starts_at=F("session__starts_at"),
            ends_at=F("session__ends_at"),
            hall=F("session__hall"),
            room=F("session__room"),
            capacity=F("session__capacity"),
            is_cancelled=Q(session__cancelled_at__isnull=False),
        )
        return self.exclude(as_told)


class ToldSession(models.Model):
    """A session as those who reserved it were last told of it. Where both differ, work is due:
    somebody has to be told, or somebody in the line moves up. `number` counts what was told."""

    session = models.OneToOneField(
        Session,
        models.CASCADE,
        primary_key=True,
        related_name="told",
        verbose_name=_("session"),
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    hall = models.ForeignKey(Hall, models.CASCADE, related_name="+", verbose_name=_("hall"))
    room = models.CharField(_("stage or room"), max_length=40, blank=True)
    capacity = models.PositiveIntegerField(_("capacity"))
    is_cancelled = models.BooleanField(_("cancelled"))
    number = models.PositiveIntegerField(_("times told"), default=0)

    objects = ToldSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session as told")
        verbose_name_plural = _("sessions as told")

    def __str__(self) -> str:
        return str(self.session)
