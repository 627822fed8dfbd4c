import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expo.models import Edition
from visitors.models.fields import TransactionField
from visitors.models.gate import Area


class ObservationKind(models.TextChoices):
    CLICKER = "clicker", _("Clicker count")
    SWEEP = "sweep", _("Closing sweep")


@pghistory.track()
class Observation(models.Model):
    """A headcount: so many people were inside an area at a moment. It re-anchors the occupancy."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="observations", verbose_name=_("edition")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="observations", verbose_name=_("area")
    )
    observed_at = models.DateTimeField(_("observed"))
    received_at = models.DateTimeField(_("received"))
    count = models.PositiveIntegerField(_("count"))
    kind = models.CharField(_("kind"), max_length=8, choices=ObservationKind)
    observed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("observed by"),
    )
    xid = TransactionField()

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["-observed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ObservationKind.values),
                name="visitors_observation_has_a_known_kind",
                violation_error_message=_("This is not a kind of observation."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.count}"
