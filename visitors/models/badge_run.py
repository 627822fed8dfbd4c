import uuid
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from expo.models import Edition


class BadgePaper(models.TextChoices):
    A6 = "a6", _("A6 card, 105 × 148 mm")
    LABEL = "label", _("Label, 4 × 6 inches")


class BadgeRunQuerySet(models.QuerySet["BadgeRun"]):
    def of(self, edition: Edition) -> Self:
        return self.filter(edition=edition)

    def due(self) -> Self:
        return self.filter(finished_at=None)

    def with_files(self) -> Self:
        return self.exclude(file="")


class BadgeRun(models.Model):
    """An order to print many badges into one PDF, and how far it has come.

    `tickets` are printed in their order; `printed` of them are drawn. Finished with a `file`, or
    with a `failure` (a code). The file holds names: it is removed soon, the row stays."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="badge_runs", verbose_name=_("edition")
    )
    title = models.CharField(_("title"), max_length=120, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="", db_default="")
    paper = models.CharField(_("paper"), max_length=8, choices=BadgePaper)
    tickets = ArrayField(models.BigIntegerField())
    printed = models.PositiveIntegerField(_("badges drawn"), default=0)
    ordered_at = models.DateTimeField(_("ordered, real time"))
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("ordered by"),
    )
    begun_at = models.DateTimeField(_("begun, real time"), null=True)
    finished_at = models.DateTimeField(_("finished, real time"), null=True)
    failure = models.CharField(_("failure"), max_length=40, blank=True)
    file = models.FileField(_("file"), upload_to="badges/", blank=True)

    objects = BadgeRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("badge run")
        verbose_name_plural = _("badge runs")
        ordering = ["-ordered_at"]
        indexes = [
            models.Index(
                fields=["ordered_at"],
                name="visitors_badge_run_due",
                condition=Q(finished_at=None),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(paper__in=BadgePaper.values),
                name="visitors_a_badge_run_has_a_known_paper",
                violation_error_message=_("This is not a paper for badges."),
            ),
            models.CheckConstraint(
                condition=Q(tickets__len__gte=1, printed__lte=F("tickets__len")),
                name="visitors_a_badge_run_prints_its_own_tickets",
                violation_error_message=_("A run prints at least one badge, and each once."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def is_due(self) -> bool:
        return self.finished_at is None

    @property
    def has_file(self) -> bool:
        return bool(self.file)

    @property
    def left_out(self) -> int:
        """Badges of a finished run that were not drawn: their tickets had been revoked."""
        return 0 if self.is_due else len(self.tickets) - self.printed
