import uuid
from datetime import datetime
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from expo.models.edition import Edition
from expo.words import Bilingual


@pghistory.track()
class Mailing(models.Model):
    """A mail written once and sent to many, in the language of each."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="mailings", verbose_name=_("edition")
    )
    subject_ko = models.CharField(_("subject (Korean)"), max_length=120)
    subject_en = models.CharField(_("subject (English)"), max_length=120, blank=True)
    text_ko = models.TextField(_("text (Korean)"), max_length=8000)
    text_en = models.TextField(_("text (English)"), max_length=8000, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"), auto_now_add=True)

    subject = Bilingual("subject")
    text = Bilingual("text")

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        ordering = ["-written_at"]

    def __str__(self) -> str:
        return str(self.subject)


class MailState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Given up")


class MailQuerySet(models.QuerySet["Mail"]):
    def waiting(self) -> Self:
        return self.filter(state=MailState.WAITING)

    def due(self, at: datetime) -> Self:
        return self.waiting().filter(due_at__lte=at)


class Mail(models.Model):
    """A mail to one address: work that is due, until a worker has handed it to the mail server.

    What it says is composed when it is sent, from its `kind` and `facts` (a JSON object of ids and
    words, never a secret): a link that opens something is made then, and stands in no row."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    edition = models.ForeignKey(
        Edition,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="mails",
        verbose_name=_("edition"),
    )
    mailing = models.ForeignKey(
        Mailing,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mails",
        verbose_name=_("mailing"),
    )
    kind = models.CharField(_("kind"), max_length=32)
    facts = models.JSONField(_("facts"), default=dict)
    about = models.CharField(
        _("about"),
        max_length=40,
        blank=True,
        help_text=_("Whose data it holds, as person:12: erased together with theirs."),
    )
    recipient = models.EmailField(_("recipient"), blank=True)
    language = models.CharField(_("language"), max_length=2, default="ko")
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    key = models.CharField(
        _("told once as"), max_length=120, unique=True, null=True, blank=True
    )  # NULL repeats, "" would not
    state = models.CharField(_("state"), max_length=8, choices=MailState, default="waiting")
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    due_at = models.DateTimeField(pgettext_lazy("mail", "due"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    error = models.CharField(_("last error"), max_length=300, blank=True)
    erased_at = models.DateTimeField(_("personal data destroyed"), null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["due_at"], name="expo_mail_due", condition=Q(state="waiting")),
            models.Index(fields=["about"], name="expo_mail_about", condition=~Q(about="")),
            models.Index(Lower("recipient"), name="expo_mail_by_recipient"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | Q(state__in=["waiting", "failed"], sent_at=None),
                name="expo_a_mail_that_was_sent_has_its_time",
                violation_error_message=_("A mail that was sent has the time of its sending."),
            ),
            models.CheckConstraint(
                condition=(Q(erased_at=None) & ~Q(recipient=""))
                | (Q(erased_at__isnull=False, recipient="", error="", subject="", facts={}))
                & ~Q(state="waiting"),
                name="expo_an_erased_mail_tells_nothing",
                violation_error_message=_("An erased mail keeps no address and no words."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
