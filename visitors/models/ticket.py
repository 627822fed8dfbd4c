from typing import Self

import pghistory
from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.utils.translation import gettext_lazy as _

from expo.models import Edition
from visitors.models.classes import CLASS_NAMES, CLASSES
from visitors.models.history import before_each_change
from visitors.models.person import Person
from visitors.models.registration import Registration

LAST_DIGITS = 0xFFFF
"""The last four hexadecimal digits of a ticket: enough for an index to find it by."""


@pghistory.track(exclude=["private_key"], model_name="SigningKeyEvent")
class SigningKey(models.Model):
    """A key that signs tickets. Its number stands in the code and is unique over all editions,
    so that a ticket of another edition is told from a forged one."""

    number = models.PositiveSmallIntegerField(_("number"), primary_key=True)
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="signing_keys", verbose_name=_("edition")
    )
    public_key = models.BinaryField(_("public key"), max_length=32)
    private_key = models.BinaryField(_("private key, encrypted"), max_length=200)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        constraints = [
            models.CheckConstraint(
                condition=Q(number__lte=255),
                name="visitors_a_key_number_fits_in_one_byte",
                violation_error_message=_("A key number is between 0 and 255."),
            )
        ]

    def __str__(self) -> str:
        return str(self.number)


class TicketQuerySet(models.QuerySet["Ticket"]):
    def of(self, edition: Edition) -> Self:
        return self.filter(edition=edition)

    def valid(self) -> Self:
        return self.filter(revoked_at=None)

    def ending_in(self, digits: str) -> Self:
        """Those whose hexadecimal number ends in these digits, four to fifteen of them."""
        wanted, mask = int(digits, 16), 16 ** len(digits) - 1
        wider = ExpressionWrapper(F("id").bitand(mask), models.BigIntegerField())
        ends = self.annotate(ending=F("id").bitand(LAST_DIGITS), wider=wider)
        return ends.filter(ending=wanted & LAST_DIGITS, wider=wanted)

    def with_badges(self) -> Self:
        """Everything that stands on their badges but the days, in one query."""
        return self.select_related("edition", "key", "person", "registration__person")


@pghistory.track(*before_each_change())
class Ticket(models.Model):
    """What a visitor carries. The id is the code's eight random bytes, read as a signed integer."""

    id = models.BigIntegerField(primary_key=True)
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="tickets", verbose_name=_("edition")
    )
    key = models.ForeignKey(
        SigningKey, models.PROTECT, related_name="tickets", verbose_name=_("signing key")
    )
    registration = models.ForeignKey(
        Registration,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tickets",
        verbose_name=_("registration"),
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tickets",
        verbose_name=_("person"),
    )
    ticket_class = models.CharField(_("class"), max_length=10, choices=CLASSES)
    first_day = models.PositiveSmallIntegerField(_("first show day, from 0"))
    last_day = models.PositiveSmallIntegerField(_("last show day, from 0"))
    heads = models.PositiveSmallIntegerField(_("heads"), default=1)
    issued_at = models.DateTimeField(_("issued"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        indexes = [
            models.Index(
                fields=["edition"],
                name="visitors_ticket_revoked",
                condition=Q(revoked_at__isnull=False),
            ),
            models.Index(F("id").bitand(LAST_DIGITS), name="visitors_ticket_by_last_digits"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ticket_class__in=CLASS_NAMES),
                name="visitors_ticket_has_a_known_class",
                violation_error_message=_("This is not a class of ticket."),
            ),
            models.CheckConstraint(
                condition=Q(ticket_class="group") | Q(person__isnull=False, heads=1),
                name="visitors_only_a_group_ticket_is_nameless",
                violation_error_message=_("Every ticket but a group's is one person's."),
            ),
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day"), last_day__lte=255),
                name="visitors_a_ticket_admits_on_at_least_one_day",
                violation_error_message=_("A ticket's first day is not after its last."),
            ),
            models.CheckConstraint(
                condition=Q(heads__gte=1),
                name="visitors_a_ticket_is_for_somebody",
                violation_error_message=_("A ticket is for at least one person."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk & (2**64 - 1):016x}"
