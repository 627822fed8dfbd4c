import uuid
from datetime import datetime
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from booths.models.space import Space
from expo.models import Edition
from expo.rules import Rule
from expo.words import Bilingual


class Operation(models.TextChoices):
    OPERATING = "operating", _("Operating")
    DEGRADED = "degraded", _("Degraded")
    SUSPENDED = "suspended", _("Suspended")


class Cause(models.TextChoices):
    OWN_DEVICE = "own_device", _("Own device")
    VENUE = "venue", _("Venue (power, network)")
    GOVERNMENT_NETWORK = "government_network", _("Government network")
    STAFF = "staff", pgettext_lazy("cause", "Staff")
    OTHER = "other", _("Other")


class OutageQuerySet(models.QuerySet["Outage"]):
    def of(self, edition: Edition) -> Self:
        return self.filter(edition=edition)

    def standing(self) -> Self:
        return self.filter(ended_at=None)

    def begun(self, at: datetime) -> Self:
        return self.filter(started_at__lte=at)

    def in_state(self, state: str) -> Self:
        return self.filter(state=state)

    def caused_by(self, cause: str) -> Self:
        return self.filter(cause=cause)

    def latest_first(self) -> Self:
        return self.order_by("-started_at", "uuid")

    def over(self) -> Self:
        return self.exclude(ended_at=None)

    def in_hall(self, code: str) -> Self:
        return self.filter(statuses__space__hall__code=code).distinct()

    def own(self) -> Self:
        """Told by the exhibitors that stand there, not by organisers."""
        return self.filter(statuses__is_own=True).distinct()

    def with_spaces(self) -> Self:
        """Each with the booths it covers, in the order of their codes."""
        covered = ServiceStatus.objects.select_related("space__hall").order_by("space__code")
        return self.prefetch_related(Prefetch("statuses", covered))


@pghistory.track()
class Outage(models.Model):
    """Something that stopped one or many booths, opened and closed in one act."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="outages", verbose_name=_("edition")
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=[c for c in Operation.choices if c[0] != Operation.OPERATING],
        default=Operation.SUSPENDED,
    )
    cause = models.CharField(_("cause"), max_length=20, choices=Cause)
    text_ko = models.CharField(_("what visitors read (Korean)"), max_length=200)
    text_en = models.CharField(_("what visitors read (English)"), max_length=200, blank=True)
    started_at = models.DateTimeField(_("started"))
    start_is_estimated = models.BooleanField(_("start is estimated"), default=False)
    expected_until = models.DateTimeField(_("expected to reopen"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reported by"),
    )

    objects = OutageQuerySet.as_manager()

    text = Bilingual("text")

    class Meta:
        verbose_name = _("outage")
        verbose_name_plural = _("outages")
        ordering = ["-started_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
                name="booths_an_outage_ends_after_it_started",
                violation_error_message=_("An outage ends after it started."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["degraded", "suspended"]),
                name="booths_an_outage_is_degraded_or_suspended",
                violation_error_message=_("An outage is degraded or suspended."),
            ),
            models.CheckConstraint(
                condition=Q(cause__in=Cause.values),
                name="booths_an_outage_has_a_known_cause",
                violation_error_message=_("This is not a cause of an outage."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.text)


class ServiceStatusQuerySet(models.QuerySet["ServiceStatus"]):
    def standing(self) -> Self:
        return self.filter(ended_at=None)

    def running(self, at: datetime) -> Self:
        """Those that had begun and were not over at that moment."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=at), started_at__lte=at)

    def suspended(self) -> Self:
        return self.filter(outage__state=Operation.SUSPENDED)

    def own(self) -> Self:
        """Told by the exhibitors that stand there, not by organisers."""
        return self.filter(is_own=True)


@pghistory.track()
class ServiceStatus(models.Model):
    """One booth's part in an outage: from when to when this space did not run as it should."""

    outage = models.ForeignKey(
        Outage, models.CASCADE, related_name="statuses", verbose_name=_("outage")
    )
    space = models.ForeignKey(
        Space, models.PROTECT, related_name="statuses", verbose_name=_("exhibition space")
    )
    started_at = models.DateTimeField(_("started"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    is_own = models.BooleanField(_("told by the exhibitor"), default=False)

    objects = ServiceStatusQuerySet.as_manager()

    class Meta:
        verbose_name = _("service status")
        verbose_name_plural = _("service statuses")
        constraints = [
            models.UniqueConstraint(
                fields=["outage", "space"],
                name="booths_a_space_stands_once_in_an_outage",
                violation_error_message=_("This space is already part of the outage."),
            ),
            models.UniqueConstraint(
                fields=["space"],
                condition=Q(is_own=True, ended_at=None),
                name="booths_a_space_has_one_standing_outage_of_its_own",
                violation_error_message=_("This space already has an outage of its own."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
                name="booths_a_status_ends_after_it_started",
                violation_error_message=_("A status ends after it started."),
            ),
        ]
        triggers = [
            Rule(
                "booths_an_outage_covers_spaces_of_its_edition",
                _("A space belongs to another edition."),
                broken_if="""(SELECT edition_id FROM booths_space WHERE id = NEW.space_id)
                    <> (SELECT edition_id FROM booths_outage WHERE id = NEW.outage_id)""",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.space}: {self.outage.get_state_display()}"
