from typing import Self
from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from expo.models import Edition
from visitors.definitions import DEFINITIONS


class FigureName(models.TextChoices):
    """The figures that can be published, by their names in STATISTICS.md."""

    VISITS = "visits", DEFINITIONS["visits"].label
    VISITORS = "visitors", DEFINITIONS["visitors"].label
    REPEAT = "repeat", DEFINITIONS["repeat"].label
    DAILY_UNIQUE = "daily_unique", DEFINITIONS["daily_unique"].label
    ENTRIES = "entries", DEFINITIONS["entries"].label
    UNIDENTIFIED = "unidentified", DEFINITIONS["unidentified"].label
    PEAK = "peak", DEFINITIONS["peak"].label


OF_A_DAY = (FigureName.DAILY_UNIQUE, FigureName.ENTRIES, FigureName.UNIDENTIFIED, FigureName.PEAK)
OF_ALL_DAYS = tuple(name for name in FigureName if name != FigureName.DAILY_UNIQUE)


class PublishedFigureQuerySet(models.QuerySet["PublishedFigure"]):
    def of(self, edition: Edition) -> Self:
        return self.filter(edition=edition)

    def latest_first(self) -> Self:
        return self.select_related("published_by").order_by("-published_at", "-pk")


class PublishedFigure(models.Model):
    """A figure as it was told to the public: which, as of when, in which words. Append-only.

    `value` is what the server then knew. No `day`: of the whole edition. Times are the fair's."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="published_figures", verbose_name=_("edition")
    )
    figure = models.CharField(_("figure"), max_length=12, choices=FigureName)
    day = models.DateField(_("show day"), null=True, blank=True)
    as_of = models.DateTimeField(_("as of"))
    value = models.IntegerField(_("value"))
    text_ko = models.TextField(_("text (Korean)"), max_length=500)
    text_en = models.TextField(_("text (English)"), max_length=500, blank=True)
    published_at = models.DateTimeField(pgettext_lazy("figure", "published"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("published by"),
    )

    objects = PublishedFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")
        ordering = ["-published_at"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(day=None, figure__in=OF_ALL_DAYS)
                | Q(day__isnull=False, figure__in=OF_A_DAY),
                name="visitors_a_published_figure_exists_for_its_day",
                violation_error_message=_(
                    "Daily unique is a figure of one day; visits, visitors and repeat visits are "
                    "figures of all days."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(text_ko=""),
                name="visitors_a_published_figure_has_words",
                violation_error_message=_("A published figure needs its text."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_figure_display()} {self.value:,}"
