from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expo.models import Edition
from visitors.models.classes import CLASS_NAMES, CLASSES
from visitors.models.ticket import Ticket


class AdjustmentQuerySet(models.QuerySet["Adjustment"]):
    def standing(self) -> Self:
        return self.filter(undone_at=None)


@pghistory.track()
class Adjustment(models.Model):
    """A badge that counts in another class than its scans say. The scans stay as they were.

    Times are the fair's. Figures as of a moment know the adjustments that stood then."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="adjustments", verbose_name=_("edition")
    )
    ticket = models.ForeignKey(
        Ticket, models.PROTECT, related_name="adjustments", verbose_name=_("ticket")
    )
    ticket_class = models.CharField(_("counts as"), max_length=10, choices=CLASSES)
    reason = models.CharField(
        _("reason"), max_length=200, help_text=_("Stands in the audit pack: never a name.")
    )
    adjusted_at = models.DateTimeField(_("adjusted"))
    adjusted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("adjusted by"),
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects = AdjustmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("class adjustment")
        verbose_name_plural = _("class adjustments")
        ordering = ["-adjusted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"],
                condition=Q(undone_at=None),
                name="visitors_a_ticket_counts_as_one_class",
                violation_error_message=_(
                    "This ticket's class has been adjusted already. Undo that first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ticket_class__in=CLASS_NAMES),
                name="visitors_adjustment_has_a_known_class",
                violation_error_message=_("This is not a class of ticket."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="visitors_an_adjustment_has_a_reason",
                violation_error_message=_("An adjustment needs a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket} → {self.ticket_class}"
