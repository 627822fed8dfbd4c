import uuid
from datetime import date, datetime, time, timedelta
from typing import Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from expo.models.edition import Edition
from expo.models.hall import Hall
from expo.words import Bilingual


class SessionKind(models.TextChoices):
    CEREMONY = "ceremony", _("Ceremony")
    TALK = "talk", _("Talk")
    DEMONSTRATION = "demonstration", _("Demonstration")


class TimeSpan(Func):
    """`[starts_at, ends_at)` as the database sees it."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class SessionQuerySet(models.QuerySet["Session"]):
    def of(self, edition: Edition) -> Self:
        return self.filter(edition=edition)

    def standing(self) -> Self:
        return self.filter(cancelled_at=None)

    def on(self, edition: Edition, day: date) -> Self:
        """Those of the edition that start on this date of its own calendar."""
        midnight = datetime.combine(day, time(), tzinfo=edition.tz)
        return self.of(edition).filter(
            starts_at__gte=midnight, starts_at__lt=midnight + timedelta(days=1)
        )

    def running(self, at: datetime) -> Self:
        return self.standing().filter(starts_at__lte=at, ends_at__gt=at)

    def upcoming(self, at: datetime) -> Self:
        return self.standing().filter(starts_at__gt=at)

    def over(self, at: datetime) -> Self:
        return self.standing().filter(ends_at__lte=at)

    def cancelled(self) -> Self:
        return self.exclude(cancelled_at=None)

    def in_hall(self, code: str) -> Self:
        return self.filter(hall__code=code)

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def for_programme(self) -> Self:
        """Everything a programme shows, parties in their order, in two queries."""
        return (
            self.select_related("hall", "edition")
            .prefetch_related("parties")
            .order_by("starts_at", "hall__code", "code")
        )


@pghistory.track()
class Session(models.Model):
    """Something in the programme: a ceremony, a talk, a demonstration."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="sessions", verbose_name=_("edition")
    )
    code = models.CharField(_("code"), max_length=12)
    kind = models.CharField(_("kind"), max_length=16, choices=SessionKind)
    title_ko = models.CharField(_("title (Korean)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    summary_ko = models.TextField(_("summary (Korean)"), blank=True)
    summary_en = models.TextField(_("summary (English)"), blank=True)
    hall = models.ForeignKey(Hall, models.PROTECT, related_name="sessions", verbose_name=_("hall"))
    room = models.CharField(_("stage or room"), max_length=40, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    capacity = models.PositiveIntegerField(_("capacity"))
    takes_reservations = models.BooleanField(_("takes reservations"), default=False)
    reservations_only = models.BooleanField(_("admits reservations only"), default=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)

    objects = SessionQuerySet.as_manager()

    title = Bilingual("title")
    summary = Bilingual("summary")

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="expo_a_session_code_stands_once_in_an_edition",
                violation_error_message=_("Another session of this edition has this code."),
            ),
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")),
                name="expo_a_session_starts_before_it_ends",
                violation_error_message=_("A session starts before it ends."),
            ),
            models.CheckConstraint(
                condition=Q(takes_reservations=True) | Q(reservations_only=False),
                name="expo_reservations_only_needs_reservations",
                violation_error_message=_(
                    "A session that admits reservations only must take reservations."
                ),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SessionKind.values),
                name="expo_session_has_a_known_kind",
                violation_error_message=_("This is not a kind of session."),
            ),
            ExclusionConstraint(
                name="expo_one_session_at_a_time_on_a_stage",
                expressions=[
                    (F("hall"), RangeOperators.EQUAL),
                    (F("room"), RangeOperators.EQUAL),
                    (
                        TimeSpan("starts_at", "ends_at", RangeBoundary()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(cancelled_at=None),
                violation_error_message=_("Another session is on this stage at that time."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class PartyRole(models.TextChoices):
    PRESENTER = "presenter", _("Presenter")
    SPEAKER = "speaker", _("Speaker")
    READER = "reader", _("Reads an address")
    SIGNATORY = "signatory", _("Signatory")
    MEMBER = "member", _("Member body")


@pghistory.track()
class Party(models.Model):
    """Who takes part in a session, in the order of appearance. Public office, not personal data.

    A party without a name is one that is known to take part and was not named."""

    session = models.ForeignKey(
        Session, models.CASCADE, related_name="parties", verbose_name=_("session")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    role = models.CharField(_("role"), max_length=16, choices=PartyRole)
    name_ko = models.CharField(_("name (Korean)"), max_length=80, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=80, blank=True)
    function_ko = models.CharField(_("function (Korean)"), max_length=160, blank=True)
    function_en = models.CharField(_("function (English)"), max_length=160, blank=True)

    name = Bilingual("name")
    function = Bilingual("function")

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "order"],
                name="expo_one_party_per_place_in_the_order",
                violation_error_message=_("Another party stands at this place in the order."),
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(role__in=PartyRole.values),
                name="expo_party_has_a_known_role",
                violation_error_message=_("This is not a role in a session."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name) or str(_("not named"))
