import uuid
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expo.models import Edition
from visitors.models.registration import Registration

LEFT_ALONE = timedelta(hours=2)
"""After that nobody goes on with it."""

SHOWN_AGAIN = timedelta(hours=1)
"""So long whoever finished it finds his ticket at the same address."""


class RegistrationDraftQuerySet(models.QuerySet["RegistrationDraft"]):
    def alive(self, now: datetime) -> Self:
        """Those that can be gone on with, and those whose end is still shown; `now` is real."""
        return self.filter(_is_alive(now))

    def forgotten(self, now: datetime) -> Self:
        return self.exclude(_is_alive(now))


def _is_alive(now: datetime) -> Q:
    is_written = Q(finished_at=None, touched_at__gt=now - LEFT_ALONE)
    return is_written | Q(finished_at__gt=now - SHOWN_AGAIN)


class RegistrationDraft(models.Model):
    """A registration that is being written, step by step: what was told so far, and nothing else.

    Whoever knows the `key` goes on with it: it is the secret in the address. `registration_uuid`
    is what will be made of it, however often the last button is pressed. Once finished `told` is
    empty. Both times are real; the row is destroyed within hours."""

    key = models.UUIDField(default=uuid.uuid4, primary_key=True, editable=False)
    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="registration_drafts", verbose_name=_("edition")
    )
    registration_uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    language = models.CharField(_("language"), max_length=2, default="ko")
    told = models.JSONField(_("told so far"), default=dict)
    begun_at = models.DateTimeField(_("begun"), auto_now_add=True)
    touched_at = models.DateTimeField(_("last touched"), auto_now=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    registration = models.ForeignKey(
        Registration, models.CASCADE, null=True, blank=True, related_name="+"
    )

    objects = RegistrationDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration being written")
        verbose_name_plural = _("registrations being written")
        indexes = [models.Index(fields=["touched_at"], name="visitors_draft_touched")]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at=None, registration=None)
                | Q(finished_at__isnull=False, registration__isnull=False, told={}),
                name="visitors_a_finished_draft_holds_nothing",
                violation_error_message=_("A draft that is finished keeps nothing that was told."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)
