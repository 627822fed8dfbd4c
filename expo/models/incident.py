from datetime import timedelta
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from expo.models.edition import Edition

TIME_TO_TELL = timedelta(hours=72)
"""Within that time the people concerned and the authority are told."""


class IncidentQuerySet(models.QuerySet["Incident"]):
    def of(self, edition: Edition) -> Self:
        return self.filter(edition=edition)

    def open(self) -> Self:
        return self.filter(closed_at=None)


@pghistory.track()
class Incident(models.Model):
    """A breach of personal data, and what was done about it. Times are real ones.

    The clock runs from the moment somebody knew of it."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="incidents", verbose_name=_("edition")
    )
    known_at = models.DateTimeField(_("known since"))
    what = models.TextField(_("what happened"), max_length=4000, help_text=_("Never a name."))
    items = models.CharField(_("items concerned"), max_length=300, blank=True)
    people = models.PositiveIntegerField(_("people concerned"), null=True, blank=True)
    measures = models.TextField(_("what was done"), max_length=4000, blank=True)
    people_told_at = models.DateTimeField(_("people told"), null=True, blank=True)
    authority_told_at = models.DateTimeField(_("authority told"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("written by"),
    )

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ["-known_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("known_at")),
                name="expo_an_incident_closes_after_it_was_known",
                violation_error_message=_("An incident is closed after it was known."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.known_at:%Y-%m-%d %H:%M}"
