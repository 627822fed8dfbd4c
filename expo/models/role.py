from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expo.models.edition import Edition


class RoleKind(models.TextChoices):
    ORGANISER = "organiser", _("Organiser")
    PLANNER = "planner", _("Planner")
    DOOR_SUPERVISOR = "door_supervisor", _("Door supervisor")
    EXHIBITOR = "exhibitor", _("Exhibitor member")
    PRIVACY_OFFICER = "privacy_officer", _("Privacy officer")


class RoleQuerySet(models.QuerySet["Role"]):
    def held(self) -> Self:
        return self.filter(ended_at=None)


@pghistory.track()
class Role(models.Model):
    """What an account may do in one edition. Ended, never deleted: it stays known."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="roles",
        verbose_name=_("account"),
    )
    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="roles", verbose_name=_("edition")
    )
    kind = models.CharField(_("role"), max_length=16, choices=RoleKind)
    granted_at = models.DateTimeField(_("granted"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["edition", "kind", "account"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "edition", "kind"],
                condition=Q(ended_at=None),
                name="expo_a_role_is_held_once",
                violation_error_message=_("The account already holds this role."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=RoleKind.values),
                name="expo_role_has_a_known_kind",
                violation_error_message=_("This is not a role."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.get_kind_display()}"
