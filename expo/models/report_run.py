import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from expo.models.edition import Edition


class ReportKind(models.TextChoices):
    FINAL = "final", _("Final report")
    OPEN_DATA = "open_data", _("Open data")


class ReportRunQuerySet(models.QuerySet["ReportRun"]):
    def of(self, edition: Edition) -> Self:
        return self.filter(edition=edition)

    def due(self) -> Self:
        return self.filter(finished_at=None)

    def failed(self) -> Self:
        return self.exclude(failure="")


class ReportRun(models.Model):
    """An order for a final report or an open-data folder, and how far a worker has come with it.

    It tells what was known `as_of` (the fair's time) in one language. `steps_done` of `steps` are
    made. Finished with a `file`, or with a `failure` (a code); `page` is the same to be read on a
    screen, where that kind of report has one. Other times are real ones."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="report_runs", verbose_name=_("edition")
    )
    kind = models.CharField(_("kind of report"), max_length=9, choices=ReportKind)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    as_of = models.DateTimeField(_("as of"))
    steps = models.PositiveSmallIntegerField(_("steps"), default=0)
    steps_done = models.PositiveSmallIntegerField(_("steps done"), default=0)
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
    file = models.FileField(_("file"), upload_to="reports/", blank=True)
    page = models.FileField(_("the same as a page"), upload_to="reports/", blank=True)
    digest = models.BinaryField(_("SHA-256 of the file"), max_length=32, null=True)

    objects = ReportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-ordered_at", "-pk"]
        indexes = [
            models.Index(
                fields=["ordered_at"], name="expo_report_run_due", condition=Q(finished_at=None)
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind", "language", "as_of"],
                condition=Q(failure=""),
                name="expo_a_report_is_made_once",
                violation_error_message=_("This report is there already, or being made."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ReportKind.values),
                name="expo_a_report_has_a_known_kind",
                violation_error_message=_("This is not a kind of report."),
            ),
            models.CheckConstraint(
                condition=Q(steps_done__lte=F("steps")),
                name="expo_a_report_makes_its_own_steps",
                violation_error_message=_("A report makes each of its steps once."),
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
