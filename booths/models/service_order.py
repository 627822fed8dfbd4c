import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from booths.models.deadline import DeadlineKind
from booths.models.participation import Participation

ORDERED = [
    DeadlineKind.FASCIA_SIGN,
    DeadlineKind.POWER,
    DeadlineKind.NETWORK,
    DeadlineKind.MOVE_IN,
    DeadlineKind.MOVE_OUT,
]
"""What is ordered or told for a stand; texts, logo and passes have rows of their own."""


@pghistory.track()
class ServiceOrder(models.Model):
    """What an exhibitor ordered or told of one kind. `details`: a JSON object, as its form says."""

    participation = models.ForeignKey(
        Participation,
        models.CASCADE,
        related_name="service_orders",
        verbose_name=_("participation"),
    )
    kind = models.CharField(
        _("what"), max_length=12, choices=[(kind.value, kind.label) for kind in ORDERED]
    )
    details = models.JSONField(_("details"), default=dict)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("told by"),
    )
    told_at = models.DateTimeField(_("told"))

    class Meta:
        verbose_name = _("service order")
        verbose_name_plural = _("service orders")
        ordering = ["participation", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "kind"],
                name="booths_one_service_order_of_a_kind",
                violation_error_message=_("This has been ordered already."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in ORDERED]),
                name="booths_service_order_has_a_known_kind",
                violation_error_message=_("This is not something that is ordered."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation.exhibitor}: {self.get_kind_display()}"
