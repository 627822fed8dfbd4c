import re
from typing import TypeGuard

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

DIGEST = r"^[0-9a-f]{64}$"


class Logo(models.Model):
    """A logo as it is shown: a PNG that we wrote ourselves. Its name is its content's digest.

    It lives in the database: proposed, approved and backed up together with what refers to it."""

    digest = models.CharField(_("SHA-256"), max_length=64, primary_key=True)
    png = models.BinaryField(_("picture"))
    width = models.PositiveSmallIntegerField(_("width, pixels"))
    height = models.PositiveSmallIntegerField(_("height, pixels"))
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("logo")
        verbose_name_plural = _("logos")
        constraints = [
            models.CheckConstraint(
                condition=Q(digest__regex=DIGEST),
                name="booths_a_logo_is_named_by_its_digest",
                violation_error_message=_("A logo is named by the SHA-256 of its content."),
            ),
            models.CheckConstraint(
                condition=Q(width__range=(1, 2000), height__range=(1, 2000)),
                name="booths_a_logo_has_an_extent",
                violation_error_message=_("A logo is 1 to 2,000 pixels wide and high."),
            ),
        ]

    def __str__(self) -> str:
        return self.digest[:12]

    @staticmethod
    def is_digest(typed: object) -> TypeGuard[str]:
        """Whether it can be the name of a logo; whatever else was typed is not looked for."""
        return isinstance(typed, str) and re.fullmatch(DIGEST, typed) is not None
