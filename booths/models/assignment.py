from datetime import date, timedelta
from typing import Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from booths.models.participation import Participation
from booths.models.space import Space
from expo.models import Edition
from expo.rules import Rule

HOLDER = "booths_participation WHERE id = NEW.participation_id"
GIVEN_TO_A = "NEW.released_at IS NULL AND EXISTS (SELECT FROM " + HOLDER + " AND "


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def standing(self) -> Self:
        return self.filter(released_at=None)

    def on(self, day: date) -> Self:
        return self.standing().filter(days__contains=day)

    def of(self, edition: Edition) -> Self:
        return self.filter(space__edition=edition)

    def with_parties(self) -> Self:
        """Each with its space and its exhibitor, by the spaces' codes and then by day."""
        return self.select_related(
            "space__hall", "space__edition", "participation__exhibitor"
        ).order_by("space__code", "days")

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
        triggers = [
            Rule(
                "booths_space_and_exhibitor_are_of_one_edition",
                _("Space and exhibitor belong to different editions."),
                broken_if="""(SELECT edition_id FROM booths_space WHERE id = NEW.space_id)
                    <> (SELECT edition_id FROM booths_participation
                        WHERE id = NEW.participation_id)""",
            ),
            Rule(
                "booths_only_a_main_exhibitor_is_given_a_space",
                _("Only a main exhibitor is given a space."),
                hold=HOLDER,
                broken_if=GIVEN_TO_A + "role <> 'main')",
            ),
            Rule(
                "booths_who_has_withdrawn_is_given_no_space",
                _("An exhibitor that has withdrawn is given no space."),
                hold=HOLDER,
                broken_if=GIVEN_TO_A + "withdrawn_at IS NOT NULL)",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.space}: {self.participation.exhibitor}"

    @property
    def last_day(self) -> date:
        """The database keeps the day after it."""
        last: date = self.days.upper - timedelta(days=1)
        return last
