import uuid
from typing import Self

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expo.models import Edition, Hall, Session
from expo.words import Bilingual
from visitors.models.classes import CLASSES, every_class


class AreaKind(models.TextChoices):
    FAIR = "fair", _("The fair")
    HALL = "hall", _("Hall")
    SESSION = "session", _("Session")
    BOOTH = "booth", _("Booth")


class AreaQuerySet(models.QuerySet["Area"]):
    def of(self, edition: Edition) -> Self:
        return self.filter(edition=edition)

    def with_occupancy(self) -> Self:
        """All but booths: nobody scans who leaves a booth."""
        return self.exclude(kind=AreaKind.BOOTH)

    def with_names(self) -> Self:
        """With the hall or session that gives each its name and its capacity, in one query. Ask
        `edition.areas`: they know their edition."""
        return self.select_related("hall", "session")


class Area(models.Model):
    """Something people are inside of, and that has figures of its own: the fair as a whole, a hall,
    a session's room, a booth (whose code is the exhibition space's)."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="areas", verbose_name=_("edition")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=AreaKind)
    code = models.CharField(_("code"), max_length=12, blank=True)
    hall = models.ForeignKey(
        Hall, models.PROTECT, null=True, blank=True, related_name="areas", verbose_name=_("hall")
    )
    session = models.ForeignKey(
        Session,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="areas",
        verbose_name=_("session"),
    )

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["kind", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind", "code"],
                name="visitors_an_area_stands_once_in_an_edition",
                violation_error_message=_("This area exists already."),
            ),
            models.CheckConstraint(
                condition=Q(kind="fair", hall=None, session=None, code="")
                | Q(kind="hall", hall__isnull=False, session=None)
                | Q(kind="session", hall=None, session__isnull=False)
                | (Q(kind="booth", hall=None, session=None) & ~Q(code="")),
                name="visitors_an_area_is_the_fair_a_hall_a_session_or_a_booth",
                violation_error_message=_(
                    "An area is the fair, one hall, one session, or one booth by its code."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}".strip()


class GatePurpose(models.TextChoices):
    ENTRANCE = "entrance", _("Entrance")
    HALL = "hall", _("Hall door")
    SESSION = "session", _("Session door")
    BOOTH = "booth", _("Booth")
    DESK = "desk", _("Desk")


class GateQuerySet(models.QuerySet["Gate"]):
    def of(self, edition: Edition) -> Self:
        return self.filter(edition=edition)

    def entrances(self) -> Self:
        return self.filter(purpose=GatePurpose.ENTRANCE)


@pghistory.track()
class Gate(models.Model):
    """Where tickets are scanned. Only entrances make entries and visits; a desk never counts."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="gates", verbose_name=_("edition")
    )
    code = models.CharField(_("code"), max_length=12)
    name_ko = models.CharField(_("name (Korean)"), max_length=80, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=80, blank=True)
    purpose = models.CharField(_("purpose"), max_length=8, choices=GatePurpose)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="gates", verbose_name=_("area")
    )
    classes = ArrayField(
        models.CharField(max_length=10, choices=CLASSES),
        verbose_name=_("classes admitted"),
        default=every_class,
    )
    opens = models.TimeField(
        _("opens"), null=True, blank=True, help_text=_("Empty: with the show day.")
    )
    closes = models.TimeField(
        _("closes"), null=True, blank=True, help_text=_("Empty: with the show day.")
    )

    objects = GateQuerySet.as_manager()

    name = Bilingual("name")

    class Meta:
        verbose_name = _("gate")
        verbose_name_plural = _("gates")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="visitors_a_gate_code_stands_once_in_an_edition",
                violation_error_message=_("Another gate of this edition has this code."),
            ),
            models.CheckConstraint(
                condition=Q(purpose="desk", area=None)
                | (~Q(purpose="desk") & Q(area__isnull=False)),
                name="visitors_every_gate_but_a_desk_leads_somewhere",
                violation_error_message=_("Every gate but a desk leads into an area."),
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=GatePurpose.values),
                name="visitors_gate_has_a_known_purpose",
                violation_error_message=_("This is not a purpose of a gate."),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class DeviceKind(models.TextChoices):
    SCANNER = "scanner", _("Scanner")
    KIOSK = "kiosk", _("Kiosk")
    DESK = "desk", _("Desk")


class DeviceQuerySet(models.QuerySet["Device"]):
    def of(self, edition: Edition) -> Self:
        return self.filter(edition=edition)

    def in_use(self) -> Self:
        return self.filter(enrolled_at__isnull=False, revoked_at=None)

    def in_hands(self) -> Self:
        """Scanners and kiosks: what a desk checks in by hand has a device of its own for the books
        alone, which nobody carries or enrols."""
        return self.exclude(kind=DeviceKind.DESK)


@pghistory.track(exclude=["token_hash", "enrolment_hash"], model_name="DeviceEvent")
class Device(models.Model):
    """A scanner or kiosk bound to a gate. Not an account: it knows a token, of which we keep the
    hash. What is checked in at a desk by hand belongs to the desk's own device, without a token."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="devices", verbose_name=_("edition")
    )
    gate = models.ForeignKey(Gate, models.PROTECT, related_name="devices", verbose_name=_("gate"))
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(
        _("kind"),
        max_length=8,
        choices=DeviceKind,
        default=DeviceKind.SCANNER,
        db_default="scanner",
    )
    may_search = models.BooleanField(
        _("may search people by name"),
        default=False,
        db_default=False,
        help_text=_("On-line only. What it finds is shown and never kept on the device."),
    )
    token_hash = models.BinaryField(max_length=32, null=True, unique=True, editable=False)
    enrolment_hash = models.BinaryField(max_length=32, null=True, unique=True, editable=False)
    enrolment_expires_at = models.DateTimeField(_("enrolment code valid until"), null=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    enrolled_at = models.DateTimeField(_("enrolled"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    staff_called_at = models.DateTimeField(_("staff called, real time"), null=True, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        ordering = ["gate__code", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=DeviceKind.values),
                name="visitors_a_device_has_a_known_kind",
                violation_error_message=_("This is not a kind of device."),
            ),
            models.UniqueConstraint(
                fields=["gate"],
                condition=Q(kind="desk"),
                name="visitors_a_desk_has_one_device_of_its_own",
                violation_error_message=_("This desk has its device already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gate.code}: {self.name}"


class DeviceContact(models.Model):
    """What a device said of itself when it last spoke. Not in Device, as it changes often."""

    device = models.OneToOneField(
        Device, models.CASCADE, primary_key=True, related_name="contact", verbose_name=_("device")
    )
    seen_at = models.DateTimeField(_("last contact, real time"))
    pending = models.PositiveIntegerField(_("unsent scans"), default=0)
    skew_ms = models.BigIntegerField(_("clock ahead of the server, ms"), null=True)
    version = models.CharField(_("version"), max_length=16, blank=True, db_default="")
    battery = models.PositiveSmallIntegerField(_("battery, %"), null=True)

    class Meta:
        verbose_name = _("device contact")
        verbose_name_plural = _("device contacts")

    def __str__(self) -> str:
        return str(self.device_id)
