from django.db import models
from django.utils.translation import gettext_lazy as _

from expo.models import Edition
from visitors.models.gate import Device


class SimulatedCrowd(models.Model):
    """How an edition's crowd was made up: enough to make up the same one again and go on with it.

    Only a demonstration has one. `devices` are those that scan the crowd and nobody else."""

    edition = models.OneToOneField(
        Edition, models.CASCADE, primary_key=True, related_name="simulated_crowd"
    )
    visits = models.PositiveIntegerField(_("visits asked for"))
    seed = models.BigIntegerField(_("seed"))
    devices = models.ManyToManyField(Device, related_name="+")
    finished_at = models.DateTimeField(_("history finished, real time"), null=True)

    class Meta:
        verbose_name = _("simulated crowd")
        verbose_name_plural = _("simulated crowds")

    def __str__(self) -> str:
        return f"{self.edition}: {self.visits}"
