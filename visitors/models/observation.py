from datetime import datetime
from typing import Self
from uuid import uuid4

import pghistory
from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expo.models import Edition
from visitors.models.fields import TransactionField
from visitors.models.gate import Area


class ObservationKind(models.TextChoices):
    CLICKER = "clicker", _("Clicker count")
    SWEEP = "sweep", _("Closing sweep")


class ObservationQuerySet(models.QuerySet["Observation"]):
    def of(self, edition: Edition) -> Self:
        return self.filter(edition=edition)

    def between(self, starts: datetime, ends: datetime) -> Self:
        """Those observed in [starts, ends)."""
        return self.filter(observed_at__gte=starts, observed_at__lt=ends)

    def latest_first(self) -> Self:
        """With everything that is said of a headcount, in one query."""
        told = self.select_related(
            "area__edition", "area__hall", "area__session", "observed_by", "withdrawn_by"
        )
        return told.order_by("-observed_at", "-pk")

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def withdrawn(self) -> Self:
        return self.exclude(withdrawn_at=None)

    def known_at(self, at: datetime) -> Self:
        """Those that had been told by then and not been withdrawn by then."""
        withdrawn = Q(withdrawn_at=None) | Q(withdrawn_at__gt=at)
        return self.filter(withdrawn, received_at__lte=at)


@pghistory.track()
class Observation(models.Model):
    """A headcount: so many people were inside an area at a moment. It re-anchors the occupancy.

    `uuid` is chosen by who tells it, so that telling it again adds nothing. A wrong count is
    withdrawn and stays. Times are the fair's."""

    uuid = models.UUIDField(default=uuid4, db_default=RandomUUID(), unique=True, editable=False)
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
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    xid = TransactionField()

    objects = ObservationQuerySet.as_manager()

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
