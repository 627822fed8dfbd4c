from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from booths.models.participation import Participation


class StaffPassQuerySet(models.QuerySet["StaffPass"]):
    def standing(self) -> Self:
        return self.filter(ended_at=None)


@pghistory.track()
class StaffPass(models.Model):
    """A ticket of class exhibitor that a participation gave to one of its staff.

    The ticket is the door's affair, and so is its holder's name: here is only its number."""

    participation = models.ForeignKey(
        Participation,
        models.PROTECT,
        related_name="staff_passes",
        verbose_name=_("participation"),
    )
    ticket = models.BigIntegerField(_("ticket"), unique=True)
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("issued by"),
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = StaffPassQuerySet.as_manager()

    class Meta:
        verbose_name = _("staff pass")
        verbose_name_plural = _("staff passes")
        ordering = ["issued_at", "pk"]

    def __str__(self) -> str:
        return f"{self.ticket & (2**64 - 1):016x}"
