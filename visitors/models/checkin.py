import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expo.models import Edition
from visitors.models.classes import CLASSES
from visitors.models.fields import TransactionField
from visitors.models.gate import Area, Device, Gate
from visitors.models.ticket import Ticket


class Direction(models.TextChoices):
    IN = "in", _("In")
    OUT = "out", _("Out")


class Outcome(models.TextChoices):
    ADMITTED = "admitted", _("Admitted")
    REFUSED = "refused", _("Refused")


class CheckIn(models.Model):
    """One scan at one gate, as it happened. Append-only: the database refuses any change.

    A correction is another row whose `voids` names this one. `scanned_at` is the device's word,
    `received_at` the server's, both on the fair's clock."""

    id = models.UUIDField(primary_key=True)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", db_index=False)
    gate = models.ForeignKey(Gate, models.PROTECT, related_name="checkins", db_index=False)
    ticket = models.ForeignKey(
        Ticket, models.PROTECT, null=True, related_name="checkins", db_index=False
    )
    direction = models.CharField(_("direction"), max_length=3, choices=Direction)
    scanned_at = models.DateTimeField(_("scanned"))
    received_at = models.DateTimeField(_("received"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome)
    reason = models.CharField(_("reason"), max_length=20, blank=True)
    ticket_class = models.CharField(
        _("class at scan time"), max_length=10, choices=CLASSES, blank=True
    )
    heads = models.PositiveSmallIntegerField(_("heads"), default=1)
    decided_by_device = models.BooleanField(_("decided by the device"), default=False)
    server_reason = models.CharField(
        _("what the server would have said"), max_length=20, blank=True
    )
    override = models.CharField(_("reason of the override"), max_length=200, blank=True)
    overridden = models.CharField(_("rule overridden"), max_length=20, blank=True)
    exit_without_entry = models.BooleanField(_("exit without entry"), default=False)
    device_revoked = models.BooleanField(_("sent by a revoked device"), default=False)
    remark = models.JSONField(
        _("what else was answered"),
        null=True,
        help_text=_("When and where it was used already, its days, a conflict: never a name."),
    )
    voids = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="voided_by", db_index=False
    )
    device = models.ForeignKey(Device, models.PROTECT, related_name="checkins", db_index=False)
    operator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    skew_ms = models.BigIntegerField(_("clock ahead of the server, ms"), null=True)
    content_hash = models.BinaryField(_("hash of what the device sent"), max_length=16)
    signature = models.BinaryField(
        _("signature"),
        max_length=16,
        default=b"",
        db_default=b"",
        help_text=_("Made by the server with its secret key: a row written by others has none."),
    )
    xid = TransactionField()

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        indexes = [
            models.Index(fields=["ticket", "scanned_at"], name="visitors_checkin_of_a_ticket"),
            models.Index(fields=["gate", "scanned_at"], name="visitors_checkin_at_a_gate"),
            models.Index(fields=["xid"], name="visitors_checkin_since"),
            models.Index(
                fields=["gate", "scanned_at"],
                name="visitors_checkin_without_badge",
                condition=Q(ticket=None),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["voids"],
                condition=Q(voids__isnull=False),
                name="visitors_a_checkin_is_voided_once",
                violation_error_message=_("This scan has been taken back already."),
            ),
            models.CheckConstraint(
                condition=Q(direction__in=Direction.values),
                name="visitors_a_checkin_goes_in_or_out",
            ),
            models.CheckConstraint(
                condition=Q(outcome="admitted", reason="", ticket__isnull=False)
                | (Q(outcome="refused") & ~Q(reason="")),
                name="visitors_a_checkin_is_admitted_or_refused_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(heads__gte=1), name="visitors_a_checkin_is_of_somebody"
            ),
            models.CheckConstraint(
                condition=Q(override="", overridden="") | Q(outcome="admitted"),
                name="visitors_an_override_admits",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Presence(models.Model):
    """Where a ticket last went, in order of receipt: what an entry locks before it looks.

    `at` is the scan's own time, `day` the fair's day on which it happened: they part when a
    device's clock was far off. `entered` tells whether the ticket came in on that day, `heads` how
    many people it stood for. Never seen: no direction. `xid` makes the rows the scanners' feed."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="presences", db_index=False)
    area = models.ForeignKey(Area, models.CASCADE, related_name="presences", db_index=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", db_index=False)
    direction = models.CharField(max_length=3, choices=Direction, blank=True)
    at = models.DateTimeField(null=True)
    day = models.DateField(null=True)
    gate = models.ForeignKey(Gate, models.PROTECT, null=True, related_name="+", db_index=False)
    entered = models.BooleanField(default=False)
    heads = models.PositiveSmallIntegerField(default=1)
    xid = TransactionField()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        indexes = [
            models.Index(fields=["area", "xid"], name="visitors_presence_feed"),
            models.Index(
                fields=["area", "day"],
                include=["heads"],
                name="visitors_presence_inside",
                condition=Q(direction="in"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "area"], name="visitors_one_presence_per_ticket_and_area"
            ),
            models.CheckConstraint(
                condition=Q(direction="", at=None, day=None, gate=None)
                | Q(
                    direction__in=Direction.values,
                    at__isnull=False,
                    day__isnull=False,
                    gate__isnull=False,
                ),
                name="visitors_a_presence_is_known_whole_or_not_at_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.direction}"
