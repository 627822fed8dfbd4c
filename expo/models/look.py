from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from expo.models.edition import Edition

KEPT_AT_LEAST = "1 year"
"""No entry is younger when it goes, whoever asks: the database itself refuses."""


class LookAct(models.TextChoices):
    VIEW = "view", pgettext_lazy("access log", "Viewed")
    SEARCH = "search", pgettext_lazy("access log", "Searched")
    EXPORT = "export", pgettext_lazy("access log", "Exported")
    PRINT = "print", pgettext_lazy("access log", "Printed")
    CHANGE = "change", pgettext_lazy("access log", "Changed")
    ERASE = "erase", pgettext_lazy("access log", "Destroyed")


class SubjectKind(models.TextChoices):
    """Whose data it was: what the numbers in `subjects` are the keys of."""

    PERSON = "person", _("Visitors")
    MEMBER = "member", _("Members of exhibitors")
    ACCOUNT = "account", _("Accounts")
    MAIL = "mail", _("Mails")
    ORDER = "order", _("Service orders")


class LookQuerySet(models.QuerySet["Look"]):
    def of(self, edition: Edition) -> Self:
        return self.filter(edition=edition)

    def at_person(self, key: int) -> Self:
        return self.filter(subject_kind=SubjectKind.PERSON, subjects__contains=[key])


class Look(models.Model):
    """An entry of the access log: somebody saw personal data of others. Append-only, real time.

    `place` is the code of the door, as `desk.card`; `subjects` are keys of rows of `subject_kind`,
    `size` how many. What was searched for is not kept: it would be a name."""

    at = models.DateTimeField(_("when"), auto_now_add=True)
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, related_name="looks", verbose_name=_("edition")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="looks",
        verbose_name=_("account"),
    )
    device = models.BigIntegerField(_("device"), null=True)
    address = models.GenericIPAddressField(_("address"), null=True)
    act = models.CharField(_("act"), max_length=8, choices=LookAct)
    place = models.CharField(_("where"), max_length=60)
    subject_kind = models.CharField(_("whose"), max_length=8, choices=SubjectKind)
    subjects = ArrayField(models.BigIntegerField(), verbose_name=_("keys"))
    size = models.PositiveIntegerField(_("how many"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = LookQuerySet.as_manager()

    class Meta:
        verbose_name = _("access log entry")
        verbose_name_plural = _("access log")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["at"], name="expo_look_when"),
            models.Index(fields=["account", "at"], name="expo_look_by_account"),
            GinIndex(fields=["subjects"], name="expo_look_at_whom"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="kept_long_enough",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=f"""
                    IF OLD.at > now() - interval '{KEPT_AT_LEAST}' THEN
                        RAISE EXCEPTION 'An entry of the access log is kept for a year.'
                        USING ERRCODE = 'check_violation',
                        CONSTRAINT = 'expo_the_access_log_is_kept_for_a_year';
                    END IF;
                    RETURN OLD;
                """,
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(act__in=LookAct.values, subject_kind__in=SubjectKind.values),
                name="expo_a_look_has_a_known_act",
                violation_error_message=_("This is not an act of the access log."),
            ),
            models.CheckConstraint(
                condition=Q(account__isnull=False) | Q(device__isnull=False),
                name="expo_a_look_is_somebodys",
                violation_error_message=_("An entry names an account or a device."),
            ),
            models.CheckConstraint(
                condition=~Q(act="export", reason=""),
                name="expo_an_export_of_personal_data_has_a_reason",
                violation_error_message=_("An export of personal data needs a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.place} ({self.size})"


class LookReview(models.Model):
    """A month of the access log that the privacy officer has looked through. Append-only."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="look_reviews", verbose_name=_("edition")
    )
    month = models.DateField(_("month"), help_text=_("Its first day."))
    reviewed_at = models.DateTimeField(_("reviewed"), auto_now_add=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reviewed by")
    )
    entries = models.PositiveIntegerField(_("entries looked through"))
    note = models.TextField(_("finding"), max_length=2000)

    class Meta:
        verbose_name = _("review of the access log")
        verbose_name_plural = _("reviews of the access log")
        ordering = ["-month", "-reviewed_at"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="expo_a_review_is_of_a_whole_month",
                violation_error_message=_("A month is told by its first day."),
            ),
            models.CheckConstraint(
                condition=~Q(note=""),
                name="expo_a_review_says_what_was_found",
                violation_error_message=_("A review says what was found, be it nothing."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
