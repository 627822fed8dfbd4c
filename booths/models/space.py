from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expo.models import Edition, Hall


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
        ]

    def __str__(self) -> str:
        return self.code
