import uuid
from typing import Self

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from booths.models.logo import Logo
from booths.models.participation import Participation
from expo.models import Edition
from expo.words import Bilingual

LACKS_A_TEXT = Q(summary_ko="") | Q(summary_en="") | Q(text_ko="") | Q(text_en="")


class ListingQuerySet(models.QuerySet["Listing"]):
    def complete(self) -> Self:
        """Those with all four texts: short and long, in both languages."""
        return self.exclude(LACKS_A_TEXT)

    def incomplete(self) -> Self:
        return self.filter(LACKS_A_TEXT)


@pghistory.track()
class Listing(models.Model):
    """What the public reads about a participation. Changed only by an approved proposal."""

    participation = models.OneToOneField(
        Participation, models.CASCADE, related_name="listing", verbose_name=_("participation")
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    summary_ko = models.CharField(_("short text (Korean)"), max_length=200, blank=True)
    summary_en = models.CharField(_("short text (English)"), max_length=200, blank=True)
    text_ko = models.TextField(_("long text (Korean)"), max_length=4000, blank=True)
    text_en = models.TextField(_("long text (English)"), max_length=4000, blank=True)
    website = models.URLField(_("web site"), blank=True)
    links = ArrayField(
        models.URLField(),
        verbose_name=_("further links"),
        default=list,
        blank=True,
    )
    contact_email = models.EmailField(_("contact: mail"), blank=True)
    contact_phone = models.CharField(_("contact: telephone"), max_length=30, blank=True)
    logo = models.ForeignKey(
        Logo,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="listings",
        verbose_name=_("logo"),
    )
    tags = ArrayField(
        models.CharField(max_length=40), verbose_name=_("tags"), default=list, blank=True
    )

    objects = ListingQuerySet.as_manager()

    summary = Bilingual("summary")
    text = Bilingual("text")

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")

    def __str__(self) -> str:
        return str(self.participation.exhibitor)


@pghistory.track()
class Exhibit(models.Model):
    """Something shown on a booth."""

    listing = models.ForeignKey(
        Listing, models.CASCADE, related_name="exhibits", verbose_name=_("listing")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    name_ko = models.CharField(_("name (Korean)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    text_ko = models.CharField(_("text (Korean)"), max_length=400, blank=True)
    text_en = models.CharField(_("text (English)"), max_length=400, blank=True)

    name = Bilingual("name")
    text = Bilingual("text")

    class Meta:
        verbose_name = _("exhibit")
        verbose_name_plural = _("exhibits")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "order"],
                name="booths_one_exhibit_per_place_in_the_order",
                violation_error_message=_("Another exhibit stands at this place in the order."),
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class ChangeState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Sent back")
    WITHDRAWN = "withdrawn", _("Taken back")


class ListingChangeQuerySet(models.QuerySet["ListingChange"]):
    def of(self, edition: Edition) -> Self:
        return self.filter(listing__participation__edition=edition)

    def kept(self) -> Self:
        """Those that nobody took back, in the order in which they were made."""
        return self.exclude(state=ChangeState.WITHDRAWN).order_by("pk")

    def of_standing(self) -> Self:
        """Of participations that have not withdrawn."""
        return self.filter(listing__participation__withdrawn_at=None)

    def waiting(self) -> Self:
        return self.filter(state=ChangeState.WAITING)

    def in_state(self, state: str) -> Self:
        return self.filter(state=state)

    def latest_first(self) -> Self:
        return self.order_by("-proposed_at", "-pk")


@pghistory.track()
class ListingChange(models.Model):
    """A proposal for one field of a listing, made on a version of it. `before`, `after`: JSON.

    A newer proposal for the field takes the waiting one back; both texts stay known."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    listing = models.ForeignKey(
        Listing, models.CASCADE, related_name="changes", verbose_name=_("listing")
    )
    made_on_version = models.PositiveIntegerField(_("made on version"))
    field = models.CharField(_("field"), max_length=40)
    before = models.JSONField(_("before"), null=True, blank=True)
    after = models.JSONField(_("after"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=ChangeState, default=ChangeState.WAITING
    )
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    proposed_at = models.DateTimeField(_("proposed"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = ListingChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("listing change")
        verbose_name_plural = _("listing changes")
        ordering = ["proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "field"],
                condition=Q(state="waiting"),
                name="booths_one_waiting_change_per_field",
                violation_error_message=_("A change of this field already waits."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None)
                | Q(state__in=["approved", "refused", "withdrawn"], decided_at__isnull=False),
                name="booths_a_decided_change_has_its_time",
                violation_error_message=_("A decided change has the time of its decision."),
            ),
            models.CheckConstraint(
                condition=~Q(state="refused", reason=""),
                name="booths_a_change_sent_back_has_a_reason",
                violation_error_message=_("Say why the change is sent back."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing}: {self.field}"
