import uuid
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expo.models.edition import Edition


class ScreenTheme(models.TextChoices):
    DARK = "dark", _("Dark")
    LIGHT = "light", _("Light")


class ScreenQuerySet(models.QuerySet["Screen"]):
    def of(self, edition: Edition) -> Self:
        return self.filter(edition=edition)

    def linked(self) -> Self:
        """Those whose link still opens the wall."""
        return self.filter(revoked_at=None)


@pghistory.track(exclude=["seen_at"])
class Screen(models.Model):
    """A wall screen: whoever holds its link sees the wall of one edition, and nothing else.

    The link's secret is told once; the row keeps its SHA-256. Times are real ones."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="screens", verbose_name=_("edition")
    )
    name = models.CharField(_("name"), max_length=60)
    digest = models.BinaryField(max_length=32, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    theme = models.CharField(
        _("theme"), max_length=5, choices=ScreenTheme, default=ScreenTheme.DARK
    )
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    seen_at = models.DateTimeField(_("last seen"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("revoked by"),
    )

    objects = ScreenQuerySet.as_manager()

    class Meta:
        verbose_name = _("wall screen")
        verbose_name_plural = _("wall screens")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "name"],
                condition=Q(revoked_at=None),
                name="expo_a_linked_screen_has_a_name_of_its_own",
                violation_error_message=_("Another screen already has this name."),
            ),
            models.CheckConstraint(
                condition=Q(theme__in=ScreenTheme.values),
                name="expo_a_screen_has_a_known_theme",
                violation_error_message=_("This is not a theme."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
