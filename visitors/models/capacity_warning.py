from typing import Self
from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from expo.models import Edition
from visitors.models.gate import Area


class Level(models.TextChoices):
    """How full a place is, against the warning and stop levels of its edition."""

    CALM = "calm", pgettext_lazy("capacity", "Room left")
    WARNING = "warning", pgettext_lazy("capacity", "Caution")
    STOP = "stop", pgettext_lazy("capacity", "Stop entry")


RAISED = (Level.WARNING, Level.STOP)
"""The levels of which a row is made."""


class CapacityWarningQuerySet(models.QuerySet["CapacityWarning"]):
    def of(self, edition: Edition) -> Self:
        return self.filter(edition=edition)

    def standing(self) -> Self:
        return self.filter(ended_at=None)

    def unacknowledged(self) -> Self:
        return self.filter(acknowledgement=None)

    def told(self) -> Self:
        """With everything that is said of a warning; of its place only where there is one, and
        mostly there is none."""
        places = Prefetch("area", Area.objects.with_names().select_related("edition"))
        return self.select_related("acknowledgement__acknowledged_by").prefetch_related(places)

    def latest_first(self) -> Self:
        return self.order_by("-raised_at", "-pk")


class CapacityWarning(models.Model):
    """A place came up to a level: what the watch saw then, whatever is learnt later.

    `percents` and capacity are those of that moment; `headcount_at` is when the people were last
    counted by heads that day (None: by scans only). Times are the fair's. Only its end is added."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="capacity_warnings", verbose_name=_("edition")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="capacity_warnings", verbose_name=_("area")
    )
    level = models.CharField(
        pgettext_lazy("capacity", "level"), max_length=7, choices=[(x, x.label) for x in RAISED]
    )
    raised_at = models.DateTimeField(pgettext_lazy("warning", "raised"))
    people = models.PositiveIntegerField(_("people inside"))
    capacity = models.PositiveIntegerField(_("capacity"))
    warning_percent = models.PositiveSmallIntegerField(_("warning from, % of the capacity"))
    stop_percent = models.PositiveSmallIntegerField(_("stop from, % of the capacity"))
    headcount_at = models.DateTimeField(_("last headcount"), null=True, blank=True)
    ended_at = models.DateTimeField(pgettext_lazy("warning", "ended"), null=True, blank=True)

    objects = CapacityWarningQuerySet.as_manager()

    class Meta:
        verbose_name = _("capacity warning")
        verbose_name_plural = _("capacity warnings")
        ordering = ["-raised_at", "-pk"]
        indexes = [
            models.Index(fields=["edition", "-raised_at", "-id"], name="visitors_warnings_in_order")
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="stays_as_it_was_raised",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["ended_at"]),
            ),
            pgtrigger.Protect(
                name="ends_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "level"],
                condition=Q(ended_at=None),
                name="visitors_one_standing_warning_per_area_and_level",
                violation_error_message=_("A warning of this level stands already."),
            ),
            models.CheckConstraint(
                condition=Q(level__in=RAISED),
                name="visitors_a_warning_has_a_known_level",
                violation_error_message=_("This is not a level of a warning."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1),
                name="visitors_a_warning_knows_a_capacity",
                violation_error_message=_("Without a capacity nothing is too full."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("raised_at")),
                name="visitors_a_warning_ends_after_it_is_raised",
                violation_error_message=_("A warning ends after it was raised."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.get_level_display()}"

    @property
    def share(self) -> float:
        return self.people / self.capacity


class Acknowledgement(models.Model):
    """Somebody saw a warning and says what was done: once, and never taken back.

    `at` is the fair's time, `real_at` the real one."""

    warning = models.OneToOneField(
        CapacityWarning,
        models.PROTECT,
        related_name="acknowledgement",
        verbose_name=_("capacity warning"),
    )
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("acknowledged by"),
    )
    at = models.DateTimeField(_("acknowledged"))
    real_at = models.DateTimeField(_("acknowledged, real time"))
    note = models.CharField(_("what was done"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        ordering = ["-real_at", "-pk"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.warning_id}: {self.acknowledged_by_id}"


class CapacityWatch(models.Model):
    """How far the places of an edition are watched. Whoever watches locks this row.

    `watched_to` is the fair's time, `watched_at` the real one; `version` grows with every warning
    that is raised, ended or acknowledged."""

    edition = models.OneToOneField(
        Edition, models.CASCADE, primary_key=True, related_name="capacity_watch"
    )
    watched_to = models.DateTimeField(null=True)
    watched_at = models.DateTimeField(null=True)
    version = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.watched_to}"
