import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expo.models.edition import Edition
from expo.words import Bilingual


@pghistory.track()
class Hall(models.Model):
    """A room of the venue, a rectangle on the edition's plan. Metres, from the plan's corner."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="halls", verbose_name=_("edition")
    )
    code = models.CharField(_("code"), max_length=12)
    name_ko = models.CharField(_("name (Korean)"), max_length=80)
    name_en = models.CharField(_("name (English)"), max_length=80, blank=True)
    x = models.DecimalField(_("x, m"), max_digits=7, decimal_places=2, default=0)
    y = models.DecimalField(_("y, m"), max_digits=7, decimal_places=2, default=0)
    width = models.DecimalField(_("width, m"), max_digits=7, decimal_places=2)
    depth = models.DecimalField(_("depth, m"), max_digits=7, decimal_places=2)
    capacity = models.PositiveIntegerField(
        _("capacity"), null=True, blank=True, help_text=_("Empty: no limit of its own.")
    )

    name = Bilingual("name")

    class Meta:
        verbose_name = _("hall")
        verbose_name_plural = _("halls")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="expo_a_hall_code_stands_once_in_an_edition",
                violation_error_message=_("Another hall of this edition has this code."),
            ),
            models.CheckConstraint(
                condition=Q(width__gt=0, depth__gt=0),
                name="expo_a_hall_has_an_extent",
                violation_error_message=_("A hall is wider and deeper than nothing."),
            ),
            models.UniqueConstraint(
                fields=["id", "edition"],
                name="expo_a_hall_is_of_one_edition",
                violation_error_message=_("A hall stays in its edition."),
            ),
        ]

    def __str__(self) -> str:
        return self.code
