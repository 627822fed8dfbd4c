"""What a report is asked about: an edition, and the moment as of which it tells."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from expo.models import Edition


@dataclass(frozen=True, slots=True)
class Moment:
    """`as_of` is in the fair's time zone, as every moment in the report is."""

    edition: Edition
    as_of: datetime

    @property
    def words(self) -> str:
        return self.told(self.as_of)

    def told(self, at: datetime) -> str:
        """A moment in words: 2023년 11월 25일 (토) 13:02."""
        return date_format(at.astimezone(self.edition.tz), _("D, j F Y, H:i"))
