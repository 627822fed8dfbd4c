import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from expo.models import Edition


class Seal(models.Model):
    """A link of the scan log's hash chain: check-ins in order, none of them sealed before.

    `digests` holds 32 bytes for each of `checkins`; `hash` covers `previous` and everything else
    here, `signature` is the server's, over `hash`. `snapshot` is PostgreSQL's word for what was
    visible (pg_snapshot): every check-in that it shows is in this link, in one that was made
    together with it (the same snapshot), or in one before. That holds for the numbers of `server`,
    the one that wrote the link (empty in links from before it was known); numbers below
    `foreign_below` may be another server's, whose dump was restored there; 0 if there was none.
    `sealed_at` is real time. Append-only."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="seals", db_index=False)
    number = models.PositiveIntegerField(_("number, from 1"))
    sealed_at = models.DateTimeField(_("sealed, real time"))
    snapshot = models.TextField()
    server = models.CharField(max_length=40, blank=True, default="", db_default="")
    foreign_below = models.BigIntegerField()
    checkins = ArrayField(models.UUIDField())
    digests = models.BinaryField()
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=16)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["edition", "number"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number"], name="visitors_one_seal_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}: {bytes(self.hash).hex()}"
