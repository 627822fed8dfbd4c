import uuid
from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from expo.models import Edition
from visitors.models.consent import ConsentText
from visitors.models.history import before_each_change
from visitors.models.registration import Registration


class LeadQuerySet(models.QuerySet["Lead"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)


@pghistory.track(*before_each_change())
class Lead(models.Model):
    """A visitor's consent that one exhibitor gets to know him: which items, by which notice.

    `exhibitor` is the key of a row of the booths. The exhibitor reads the data where it stands, as
    long as the consent does: nothing is copied."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="leads", verbose_name=_("edition")
    )
    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="leads", verbose_name=_("registration")
    )
    exhibitor = models.BigIntegerField(_("exhibitor"))
    text = models.ForeignKey(
        ConsentText, models.PROTECT, related_name="leads", verbose_name=_("text")
    )
    given_at = models.DateTimeField(_("given"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        ordering = ["-given_at"]
        indexes = [models.Index(fields=["exhibitor"], name="visitors_lead_of_exhibitor")]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "exhibitor"],
                condition=Q(withdrawn_at=None),
                name="visitors_a_lead_stands_once",
                violation_error_message=_("This exhibitor has your consent already."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="visitors_a_lead_is_withdrawn_after_it_was_given",
                violation_error_message=_("A consent is withdrawn after it was given."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)
