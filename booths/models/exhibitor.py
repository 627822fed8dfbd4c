import uuid
from typing import Self

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as StdnumError

from booths import registration_numbers
from expo.models import Edition
from expo.words import Bilingual


class Sector(models.TextChoices):
    PUBLIC = "public", _("Public sector")
    PRIVATE = "private", _("Private sector")


class ExhibitorKind(models.TextChoices):
    MINISTRY = "ministry", _("Ministry")
    LOCAL_GOVERNMENT = "local_government", _("Local government")
    PUBLIC_BODY = "public_body", _("Public body")
    LARGE_COMPANY = "large_company", _("Large company")
    SMALL_COMPANY = "small_company", _("Small or medium company")


def check_registration_number(number: str) -> None:
    try:
        registration_numbers.written(number)
    except StdnumError as error:
        raise ValidationError(
            _("%(number)s is not a business registration number: its check digit is wrong."),
            params={"number": number},
        ) from error


class ExhibitorQuerySet(models.QuerySet["Exhibitor"]):
    def of(self, edition: Edition) -> Self:
        return self.filter(edition=edition)


@pghistory.track()
class Exhibitor(models.Model):
    """A body that takes part in an edition: a ministry, a city, a company."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="exhibitors", verbose_name=_("edition")
    )
    code = models.CharField(_("code"), max_length=24)
    name_ko = models.CharField(_("name (Korean)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    sector = models.CharField(_("sector"), max_length=8, choices=Sector)
    kind = models.CharField(_("kind"), max_length=20, choices=ExhibitorKind)
    country = models.CharField(
        _("country"), max_length=2, blank=True, help_text=_("ISO 3166 code; empty: unknown.")
    )
    registration_number = models.CharField(
        _("business registration number"),
        max_length=12,
        blank=True,
        validators=[check_registration_number],
    )

    objects = ExhibitorQuerySet.as_manager()

    name = Bilingual("name")

    class Meta:
        verbose_name = _("exhibitor")
        verbose_name_plural = _("exhibitors")
        ordering = ["name_ko"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="booths_an_exhibitor_code_stands_once_in_an_edition",
                violation_error_message=_("Another exhibitor of this edition has this code."),
            ),
            models.UniqueConstraint(
                fields=["edition", "registration_number"],
                condition=~Q(registration_number=""),
                name="booths_a_registration_number_stands_once_in_an_edition",
                violation_error_message=_("Another exhibitor has this registration number."),
            ),
            models.CheckConstraint(
                condition=Q(sector__in=Sector.values),
                name="booths_exhibitor_has_a_known_sector",
                violation_error_message=_("This is not a sector."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ExhibitorKind.values),
                name="booths_exhibitor_has_a_known_kind",
                violation_error_message=_("This is not a kind of exhibitor."),
            ),
            models.UniqueConstraint(
                fields=["id", "edition"],
                name="booths_an_exhibitor_is_of_one_edition",
                violation_error_message=_("An exhibitor stays in its edition."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)
