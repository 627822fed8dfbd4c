import uuid
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from expo.models import Edition
from visitors.models.classes import CLASS_NAMES, CLASSES
from visitors.models.history import before_each_change
from visitors.models.person import Person


class RegistrationSource(models.TextChoices):
    ADVANCE = "advance", _("Registered in advance")
    ON_SITE = "on_site", _("Registered on site")
    INVITED = "invited", _("Invited")


class Approval(models.TextChoices):
    """Whether somebody has to look at a registration before it becomes a ticket."""

    NOT_NEEDED = "not_needed", _("Needs no approval")
    WAITING = "waiting", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Not approved")


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def of(self, edition: Edition) -> Self:
        return self.filter(edition=edition)

    def standing(self) -> Self:
        return self.filter(cancelled_at=None)

    def awaiting_approval(self) -> Self:
        return self.standing().filter(approval=Approval.WAITING)


@pghistory.track(*before_each_change())
class Registration(models.Model):
    """A person's, or a group leader's, sign-up for an edition."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    number = models.CharField(
        _("reservation number"),
        max_length=9,
        editable=False,
        db_default=models.Func(
            function="visitors_reservation_number", output_field=models.CharField()
        ),
        help_text=_("Drawn by the database: nine characters that nobody misreads."),
    )
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="registrations", verbose_name=_("edition")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="registrations", verbose_name=_("person")
    )
    ticket_class = models.CharField(_("class"), max_length=10, choices=CLASSES, default="visitor")
    source = models.CharField(_("source"), max_length=8, choices=RegistrationSource)
    heads = models.PositiveSmallIntegerField(_("heads"), default=1)
    registered_at = models.DateTimeField(_("registered"))
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    led_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="companions",
        verbose_name=_("registered with"),
        help_text=_("Whoever registered this person along: the leader of a group, a companion."),
    )
    link_number = models.PositiveSmallIntegerField(
        _("number of the ticket link"),
        default=0,
        help_text=_("Stands in the secret of the link: another number closes all older links."),
    )
    approval = models.CharField(
        _("approval"), max_length=10, choices=Approval, default=Approval.NOT_NEEDED
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    refusal = models.CharField(_("why it was not approved"), max_length=300, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["-registered_at"]
        indexes = [
            models.Index(fields=["edition", "registered_at"], name="visitors_registered_by"),
            models.Index(
                fields=["edition", "cancelled_at"],
                name="visitors_cancelled_by",
                condition=Q(cancelled_at__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number"],
                name="visitors_a_reservation_number_stands_once_in_an_edition",
                violation_error_message=_("Another registration has this number."),
            ),
            models.CheckConstraint(
                condition=Q(approval__in=["not_needed", "waiting"], decided_at=None, refusal="")
                | Q(approval="approved", decided_at__isnull=False, refusal="")
                | (Q(approval="refused", decided_at__isnull=False) & ~Q(refusal="")),
                name="visitors_an_approval_is_decided_with_its_time",
                violation_error_message=_("A decision has its time, and a refusal its reason."),
            ),
            models.CheckConstraint(
                condition=Q(led_by=None) | ~Q(led_by=F("id")),
                name="visitors_nobody_is_registered_with_himself",
                violation_error_message=_("Nobody is registered along with himself."),
            ),
            models.CheckConstraint(
                condition=Q(heads__gte=1),
                name="visitors_a_registration_is_for_somebody",
                violation_error_message=_("A registration is for at least one person."),
            ),
            models.CheckConstraint(
                condition=Q(ticket_class__in=CLASS_NAMES),
                name="visitors_registration_has_a_known_class",
                violation_error_message=_("This is not a class of ticket."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)
