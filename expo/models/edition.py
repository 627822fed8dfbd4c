from datetime import time
from typing import Self
from zoneinfo import ZoneInfo, available_timezones

import pghistory
import pgtrigger
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Min, Q
from django.utils.translation import gettext_lazy as _

from expo.words import Bilingual


class Reentry(models.TextChoices):
    FREE = "free", _("Re-entry needs nothing")
    AFTER_EXIT = "after_exit", _("Re-entry after a scanned exit")
    ONCE_A_DAY = "once_a_day", _("One entry a day")


def check_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(
            _("%(name)s is not a time zone such as Asia/Seoul."), params={"name": name}
        )


# Hours and boundary stand in two tables, so it takes a trigger on each to keep them apart.
BOUNDARY_INSIDE_HOURS = """
    RAISE EXCEPTION 'The day boundary would lie inside the opening hours.'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'expo_the_day_boundary_lies_outside_hours';
"""


class DataLicence(models.TextChoices):
    """Korea Open Government License, types 1 to 4, and Creative Commons."""

    KOGL_1 = "kogl-1", _("KOGL type 1: name the source")
    KOGL_2 = "kogl-2", _("KOGL type 2: name the source, no commercial use")
    KOGL_3 = "kogl-3", _("KOGL type 3: name the source, no changes")
    KOGL_4 = "kogl-4", _("KOGL type 4: name the source, no commercial use, no changes")
    CC_BY_4 = "cc-by-4.0", _("CC BY 4.0")
    CC0_1 = "cc0-1.0", _("CC0 1.0: no conditions")


class EditionQuerySet(models.QuerySet["Edition"]):
    def published(self) -> Self:
        return self.filter(is_published=True)

    def latest_first(self) -> Self:
        return self.order_by("-number")


@pghistory.track()
class Edition(models.Model):
    """One holding of the fair. Everything that happens at the fair belongs to an edition."""

    slug = models.SlugField(_("address name"), max_length=40)
    number = models.PositiveSmallIntegerField(
        _("number"),
        validators=[MinValueValidator(1)],
        help_text=_("Stands in every ticket code; never changes once a ticket is issued."),
    )
    name_ko = models.CharField(_("name (Korean)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    theme_ko = models.CharField(_("theme (Korean)"), max_length=200, blank=True)
    theme_en = models.CharField(_("theme (English)"), max_length=200, blank=True)
    hosts_ko = models.CharField(_("hosts (Korean)"), max_length=200, blank=True)
    hosts_en = models.CharField(_("hosts (English)"), max_length=200, blank=True)
    venue_ko = models.CharField(_("venue (Korean)"), max_length=200, blank=True)
    venue_en = models.CharField(_("venue (English)"), max_length=200, blank=True)
    help_phone = models.CharField(_("help: telephone"), max_length=30, blank=True)
    help_email = models.EmailField(_("help: mail address"), blank=True)
    privacy_contact_ko = models.CharField(
        _("who answers for personal data (Korean)"), max_length=200, blank=True
    )
    privacy_contact_en = models.CharField(
        _("who answers for personal data (English)"), max_length=200, blank=True
    )
    timezone = models.CharField(
        _("time zone"), max_length=60, default="Asia/Seoul", validators=[check_time_zone]
    )
    day_boundary = models.TimeField(
        _("day boundary"),
        default=time(4, 0),
        help_text=_("A scan before this local time belongs to the day before."),
    )
    reentry = models.CharField(
        _("re-entry rule"), max_length=12, choices=Reentry, default=Reentry.AFTER_EXIT
    )
    capacity = models.PositiveIntegerField(
        _("capacity"), help_text=_("People inside at one time."), default=0
    )
    warning_percent = models.PositiveSmallIntegerField(
        _("warning from, % of the capacity"), default=80, db_default=80
    )
    stop_percent = models.PositiveSmallIntegerField(
        _("stop from, % of the capacity"),
        default=95,
        db_default=95,
        help_text=_("Of the fair and of each hall: nobody more should be let in."),
    )
    gross_area = models.DecimalField(
        _("gross space, m²"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    retention_days = models.PositiveSmallIntegerField(
        _("days until personal data is destroyed"), default=90
    )
    registration_opens_at = models.DateTimeField(
        _("registration opens"), null=True, blank=True, help_text=_("Empty: as soon as published.")
    )
    registration_closes_at = models.DateTimeField(
        _("registration closes"),
        null=True,
        blank=True,
        help_text=_("Empty: when the last show day closes."),
    )
    data_provider_ko = models.CharField(
        _("provider of open data (Korean)"),
        max_length=200,
        blank=True,
        help_text=_("Empty: the hosts."),
    )
    data_provider_en = models.CharField(
        _("provider of open data (English)"), max_length=200, blank=True
    )
    data_licence = models.CharField(
        _("licence of open data"),
        max_length=12,
        choices=DataLicence,
        default=DataLicence.KOGL_1,
        db_default=DataLicence.KOGL_1,
    )
    is_published = models.BooleanField(_("published"), default=False)
    clock_set_at = models.DateTimeField(_("simulated clock: set at"), null=True, blank=True)
    clock_set_to = models.DateTimeField(_("simulated clock: set to"), null=True, blank=True)
    clock_rate = models.FloatField(_("simulated clock: rate"), default=1.0)

    objects = EditionQuerySet.as_manager()

    name = Bilingual("name")
    theme = Bilingual("theme")
    hosts = Bilingual("hosts")
    venue = Bilingual("venue")
    privacy_contact = Bilingual("privacy_contact")
    data_provider = Bilingual("data_provider")

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug"],
                name="expo_one_edition_per_address_name",
                violation_error_message=_("Another edition already has this address name."),
            ),
            models.UniqueConstraint(
                fields=["number"],
                name="expo_one_edition_per_number",
                violation_error_message=_("Another edition already has this number."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="expo_edition_numbers_start_at_one",
                violation_error_message=_("Edition numbers start at 1."),
            ),
            models.CheckConstraint(
                condition=Q(reentry__in=Reentry.values),
                name="expo_edition_has_a_known_reentry_rule",
                violation_error_message=_("This is not a re-entry rule."),
            ),
            models.CheckConstraint(
                condition=Q(clock_set_at=None, clock_set_to=None)
                | Q(clock_set_at__isnull=False, clock_set_to__isnull=False),
                name="expo_simulated_clock_is_set_whole",
                violation_error_message=_("A simulated clock needs both its times."),
            ),
            models.CheckConstraint(
                condition=Q(registration_opens_at=None)
                | Q(registration_closes_at=None)
                | Q(registration_opens_at__lt=F("registration_closes_at")),
                name="expo_registration_opens_before_it_closes",
                violation_error_message=_("Registration opens before it closes."),
            ),
            models.CheckConstraint(
                condition=Q(
                    warning_percent__gte=1,
                    stop_percent__gte=F("warning_percent"),
                    stop_percent__lte=200,
                ),
                name="expo_a_warning_comes_before_the_stop",
                violation_error_message=_(
                    "The warning comes at 1 % or more, the stop not before it and at 200 % at most."
                ),
            ),
            models.CheckConstraint(
                condition=Q(data_licence__in=DataLicence.values),
                name="expo_edition_has_a_known_data_licence",
                violation_error_message=_("This is not a licence of open data."),
            ),
            models.CheckConstraint(
                condition=Q(clock_rate__gte=0),
                name="expo_clock_never_runs_backwards",
                violation_error_message=_("A clock does not run backwards."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="boundary_outside_hours",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("day_boundary"),  # type: ignore[no-untyped-call]  # the library's
                declare=[("earliest", "time")],
                func=f"""
                    SELECT min(opens) INTO earliest FROM expo_showday WHERE edition_id = NEW.id;
                    IF earliest < NEW.day_boundary THEN {BOUNDARY_INSIDE_HOURS} END IF;
                    RETURN NEW;
                """,  # noqa: S608  # put together from our own words
            )
        ]

    def __str__(self) -> str:
        return str(self.name)

    def clean(self) -> None:
        if self.pk is None or self.day_boundary is None:
            return
        earliest = self.show_days.aggregate(opens=Min("opens"))["opens"]
        if earliest is not None and earliest < self.day_boundary:
            raise ValidationError(
                {
                    "day_boundary": _(
                        "A show day opens at %(opens)s: the day boundary is at or before that."
                    )
                    % {"opens": f"{earliest:%H:%M}"}
                },
                code="boundary_inside_hours",
            )

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


@pghistory.track()
class ShowDay(models.Model):
    """A day on which an edition is open, with its hours in the edition's time zone."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="show_days", verbose_name=_("edition")
    )
    date = models.DateField(_("date"))
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        verbose_name = _("show day")
        verbose_name_plural = _("show days")
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "date"],
                name="expo_a_show_day_stands_once_in_an_edition",
                violation_error_message=_("This day is already a show day of the edition."),
            ),
            models.CheckConstraint(
                condition=Q(opens__lt=F("closes")),
                name="expo_a_show_day_opens_before_it_closes",
                violation_error_message=_("A show day opens before it closes."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="hours_outside_boundary",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("boundary", "time")],
                func=f"""
                    SELECT day_boundary INTO boundary FROM expo_edition
                    WHERE id = NEW.edition_id FOR SHARE;
                    IF NEW.opens < boundary THEN {BOUNDARY_INSIDE_HOURS} END IF;
                    RETURN NEW;
                """,  # noqa: S608  # put together from our own words
            )
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d}"

    def clean(self) -> None:
        if not hasattr(self, "edition") or self.opens is None:
            return
        if self.opens < self.edition.day_boundary:
            raise ValidationError(
                {"opens": _("The day boundary would lie inside the opening hours.")},
                code="boundary_inside_hours",
            )
