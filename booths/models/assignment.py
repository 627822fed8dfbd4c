from datetime import date
from typing import Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from booths.models.participation import Participation
from booths.models.space import Space


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def standing(self) -> Self:
        return self.filter(released_at=None)

    def on(self, day: date) -> Self:
        return self.standing().filter(days__contains=day)

    def for_floor_plan(self) -> Self:
        """Everything one floor-plan tile shows, in one query."""
        return (
            self.standing()
            .select_related("space__hall", "participation__exhibitor")
            .order_by("space__code")
        )


@pghistory.track()
class Assignment(models.Model):
    """A space given to one main participation for some days of an edition."""

    space = models.ForeignKey(
        Space, models.PROTECT, related_name="assignments", verbose_name=_("exhibition space")
    )
    participation = models.ForeignKey(
        Participation,
        models.PROTECT,
        related_name="assignments",
        verbose_name=_("participation"),
        limit_choices_to={"role": "main"},
    )
    days = DateRangeField(_("days"))
    released_at = models.DateTimeField(_("released"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["space__code"]
        constraints = [
            ExclusionConstraint(
                name="booths_space_given_once_per_day",
                expressions=[("space", RangeOperators.EQUAL), ("days", RangeOperators.OVERLAPS)],
                condition=Q(released_at=None),
                violation_error_code="space_taken",
                violation_error_message=_(
                    "This space is already given away for part of that time."
                ),
            ),
            models.CheckConstraint(
                condition=Q(days__isempty=False),
                name="booths_an_assignment_is_for_at_least_one_day",
                violation_error_message=_("An assignment is for at least one day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.space}: {self.participation.exhibitor}"
