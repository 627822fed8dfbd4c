from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expo.models import Edition
from expo.words import Bilingual


class DeadlineKind(models.TextChoices):
    """What organisers wait for from every exhibitor."""

    TEXTS = "texts", _("Texts for the directory")
    LOGO = "logo", _("Logo")
    PASSES = "passes", _("Staff passes")
    FASCIA_SIGN = "fascia_sign", _("Fascia sign")
    POWER = "power", _("Power")
    NETWORK = "network", _("Network")
    MOVE_IN = "move_in", _("Move-in")
    MOVE_OUT = "move_out", _("Move-out")


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def of(self, edition: Edition) -> Self:
        return self.filter(edition=edition)


@pghistory.track()
class Deadline(models.Model):
    """By when exhibitors of an edition have to tell something."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="deadlines", verbose_name=_("edition")
    )
    kind = models.CharField(_("what"), max_length=12, choices=DeadlineKind)
    due_at = models.DateTimeField(_("due"))
    note_ko = models.CharField(_("note (Korean)"), max_length=200, blank=True)
    note_en = models.CharField(_("note (English)"), max_length=200, blank=True)

    objects = DeadlineQuerySet.as_manager()

    note = Bilingual("note")

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["due_at", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind"],
                name="booths_one_deadline_of_a_kind_in_an_edition",
                violation_error_message=_("This edition already has a deadline for that."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DeadlineKind.values),
                name="booths_deadline_has_a_known_kind",
                violation_error_message=_("This is not something exhibitors are asked for."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
