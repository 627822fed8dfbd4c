import uuid

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expo.models.edition import Edition


class DestructionCause(models.TextChoices):
    EXPIRED = "expired", _("The period is over")
    REQUESTED = "requested", _("The person asked for it")
    WITHDRAWN = "withdrawn", _("The consent was withdrawn")


class Destruction(models.Model):
    """A certificate: personal data of one kind was destroyed. Says never whose. Append-only.

    `rule` is the code of the rule of retention and `rule_text` what it said then; `fields` what was
    emptied, as `visitors.Person.phone`; `hash` covers all of it and the certificate before
    (`previous`), of the same edition."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="destructions", verbose_name=_("edition")
    )
    number = models.PositiveIntegerField(_("number"))
    cause = models.CharField(_("reason for destruction"), max_length=9, choices=DestructionCause)
    rule = models.CharField(_("rule"), max_length=60)
    rule_text = models.TextField(_("rule in words"))
    fields = ArrayField(models.CharField(max_length=80), verbose_name=_("fields"))
    rows = models.PositiveIntegerField(_("how many"))
    destroyed_at = models.DateTimeField(_("destroyed"))
    destroyed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("destroyed by"),
        help_text=_("Empty: the nightly task, or the person."),
    )
    previous = models.BinaryField(_("hash of the certificate before"), max_length=32)
    hash = models.BinaryField(_("hash"), max_length=32)

    class Meta:
        verbose_name = _("certificate of destruction")
        verbose_name_plural = _("certificates of destruction")
        ordering = ["-destroyed_at", "-pk"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number"],
                name="expo_a_certificate_number_stands_once",
                violation_error_message=_("Another certificate has this number."),
            ),
            models.CheckConstraint(
                condition=Q(cause__in=DestructionCause.values, rows__gte=1),
                name="expo_a_certificate_tells_of_something",
                violation_error_message=_("A certificate tells what was destroyed, and why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition.slug}-{self.number}"
