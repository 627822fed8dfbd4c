"""What is to come along, and as which edition."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from expo import show_days
from expo.errors import Refused
from expo.models import Edition


class PartOfCopy(TextChoices):
    """What may come along beside the edition itself and its show days."""

    SPACES = "spaces", _("Halls and spaces")
    GATES = "gates", _("Gates (without devices)")
    EXHIBITORS = "exhibitors", _("Exhibitors that take part, in their roles")
    ASSIGNMENTS = "assignments", _("Who stands where")
    LISTINGS = "listings", _("Listings as the public reads them")
    DEADLINES = "deadlines", _("Deadlines")


NEEDS = {
    PartOfCopy.GATES: {PartOfCopy.SPACES},
    PartOfCopy.ASSIGNMENTS: {PartOfCopy.SPACES, PartOfCopy.EXHIBITORS},
    PartOfCopy.LISTINGS: {PartOfCopy.EXHIBITORS},
}


class PartMissing(Refused):
    code = "part_missing"
    message = _("Something cannot come along without something else.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPlan:
    """`first_day` is the first show day of the copy: all days move as far as that one."""

    slug: str
    number: int
    name_ko: str
    name_en: str
    first_day: date
    parts: frozenset[PartOfCopy] = frozenset()

    def check(self) -> None:
        """Raises PartMissing, which names what is wanted and what it needs."""
        for part in self.parts:
            if lacking := NEEDS.get(part, set()) - self.parts:
                needed = ", ".join(sorted(str(one.label) for one in lacking))
                sentence = _("“%(part)s” cannot come along without: %(needed)s.")
                told = str(sentence) % {"part": part.label, "needed": needed}
                raise PartMissing(told, part=part.value)

    def shift(self, source: Edition) -> timedelta:
        """How far days move. Raises NoShowDays."""
        return self.first_day - show_days.first_and_last(source)[0]
