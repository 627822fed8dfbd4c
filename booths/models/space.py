from typing import Self

import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DecimalRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from expo.models import Edition, Hall
from expo.rules import Rule, SameEdition


class SpaceKind(models.TextChoices):
    RAW = "raw", _("Raw space")
    SHELL = "shell", _("Shell scheme")


class SpaceQuerySet(models.QuerySet["Space"]):
    def of(self, edition: Edition) -> Self:
        return self.filter(edition=edition)

    def in_hall(self, code: str) -> Self:
        return self.filter(hall__code=code)

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def in_state(self, state: str) -> Self:
        """For spaces that carry the state which `outages.with_state` adds."""
        return self.filter(state=state)

    def out_of_order(self) -> Self:
        """Degraded or suspended ones, of spaces that carry their state."""
        return self.exclude(state="operating")

    def given_away(self) -> Self:
        return self.filter(assignments__isnull=False, assignments__released_at=None).distinct()

    def free(self) -> Self:
        return self.exclude(pk__in=type(self)(self.model).given_away())

    def of_sector(self, sector: str) -> Self:
        """The spaces that stand given to an exhibitor of the sector."""
        return self.filter(
            assignments__released_at=None,
            assignments__participation__exhibitor__sector=sector,
        ).distinct()


def _from_to(start: str, length: str) -> Func:
    """Where a side begins and ends; empty for a negative length, which has its own constraint."""
    end = Greatest(F(start), F(start) + F(length))
    return Func(F(start), end, function="numrange", output_field=DecimalRangeField())


@pghistory.track()
class Space(models.Model):
    """An exhibition space: a rectangle on a hall's floor. Metres, from the hall's upper left."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="spaces", verbose_name=_("edition")
    )
    hall = models.ForeignKey(Hall, models.PROTECT, related_name="spaces", verbose_name=_("hall"))
    code = models.CharField(_("code"), max_length=12)
    kind = models.CharField(_("kind"), max_length=8, choices=SpaceKind, default=SpaceKind.SHELL)
    x = models.DecimalField(_("x, m"), max_digits=7, decimal_places=2)
    y = models.DecimalField(_("y, m"), max_digits=7, decimal_places=2)
    width = models.DecimalField(_("width, m"), max_digits=7, decimal_places=2)
    depth = models.DecimalField(_("depth, m"), max_digits=7, decimal_places=2)
    area = models.GeneratedField(
        expression=models.F("width") * models.F("depth"),
        output_field=models.DecimalField(max_digits=14, decimal_places=4),
        db_persist=True,
        verbose_name=_("area, m²"),
    )

    objects = SpaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("exhibition space")
        verbose_name_plural = _("exhibition spaces")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="booths_a_space_code_stands_once_in_an_edition",
                violation_error_message=_("Another space of this edition has this code."),
            ),
            models.CheckConstraint(
                condition=Q(width__gt=0, depth__gt=0),
                name="booths_a_space_has_an_extent",
                violation_error_message=_("A space is wider and deeper than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(x__gte=0, y__gte=0),
                name="booths_a_space_lies_inside_its_hall",
                violation_error_message=_("A space lies inside its hall."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SpaceKind.values),
                name="booths_space_has_a_known_kind",
                violation_error_message=_("This is not a kind of space."),
            ),
            SameEdition(
                key="hall",
                name="booths_a_space_lies_in_a_hall_of_its_edition",
                violation_error_message=_("Space and hall belong to different editions."),
            ),
            ExclusionConstraint(
                name="booths_no_two_spaces_lie_on_the_same_floor",
                expressions=[
                    ("hall", RangeOperators.EQUAL),
                    (_from_to("x", "width"), RangeOperators.OVERLAPS),
                    (_from_to("y", "depth"), RangeOperators.OVERLAPS),
                ],
                deferrable=models.Deferrable.IMMEDIATE,  # two may change places in one statement
                violation_error_message=_("Another space of the hall already lies there."),
            ),
        ]
        triggers = [
            Rule(
                "booths_a_space_ends_inside_its_hall",
                _("A space ends inside its hall."),
                hold="expo_hall WHERE id = NEW.hall_id",
                broken_if="""EXISTS (
                    SELECT FROM expo_hall WHERE id = NEW.hall_id
                    AND (NEW.x + NEW.width > width OR NEW.y + NEW.depth > depth))""",
            ),
            Rule(
                "booths_a_space_that_is_given_keeps_its_edition",
                _("A space that was given away or suspended stays in its edition."),
                broken_if="""NEW.edition_id <> OLD.edition_id AND (
                    EXISTS (SELECT FROM booths_assignment WHERE space_id = NEW.id)
                    OR EXISTS (SELECT FROM booths_servicestatus WHERE space_id = NEW.id))""",
                operation=pgtrigger.UpdateOf("edition_id"),  # type: ignore[no-untyped-call]  # the library's
            ),
        ]

    def __str__(self) -> str:
        return self.code
